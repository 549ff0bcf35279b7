import { describe, expect, it } from 'vitest';
import { type CountedRoute, learnRoutes } from '../../src/store/routes.js';

const NAMES = ['blue', 'red', 'green', 'north', 'south', 'east', 'west', 'hill', 'lake', 'wood', 'stone', 'field', 'river', 'sand'];
const under = (before: string, after: string, count: number, names = NAMES): CountedRoute[] =>
  names.map((name) => ({ route: `${before}/${name}${after}`, count }));

describe('names at one place of a path', () => {
  it.each([
    ['of shops, each called often', under('/shops', '/orders', 500), '/shops/{id}/orders'],
    ['of articles, each called a few times', under('/v1/articles', '', 3), '/v1/articles/{id}'],
    ['behind names', under('/shops', '/orders', 500).concat(under('/shops', '/stock', 20)), '/shops/{id}/orders'],
  ])('%s are identifiers', (_, routes, made) => expect(learnRoutes(routes).get(routes[0]!.route)).toBe(made));

  it('leave what stands beside them as it is', () => {
    const routes = [
      ...under('/shops', '/orders', 500),
      { route: '/shops', count: 9 },
      { route: '/health', count: 9 },
      { route: '/shops/{id}', count: 40 },
    ];
    expect([...learnRoutes(routes).keys()].every((route) => route.endsWith('/orders'))).toBe(true);
  });

  it('are found behind other names, in a hundred thousand routes too', () => {
    const letters = [...'abcdefghijklmnopqrst'];
    const words = (prefix: string) => letters.flatMap((a) => letters.map((b) => `${prefix}-${a}${b}`));
    const routes = words('shop').flatMap((shop) =>
      words(`item-of-${shop}`)
        .slice(0, 250)
        .map((item) => ({ route: `/shops/${shop}/items/${item}`, count: 1 })),
    );
    expect(routes).toHaveLength(100_000);
    expect(new Set(learnRoutes(routes).values())).toEqual(new Set(['/shops/{id}/items/{id}']));
  });

  it.each([
    ['few of them', under('/shops', '/orders', 500, NAMES.slice(0, 9))],
    ['kinds of records', under('/tables', '/{id}', 500)],
    ['kinds of records behind a version', under('/v1', '', 500)],
    ['operations that are called over and over', under('/exports', '', 500)],
    ['operations by the way they are written', NAMES.map((name) => ({ route: `/things/get${name.toUpperCase()}`, count: 1 }))],
    ['operations by what stands before them', under('/api/methods', '', 1)],
  ])('%s are kept', (_, routes) => expect([...learnRoutes(routes)]).toEqual([]));
});

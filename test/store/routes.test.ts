import { describe, expect, it } from 'vitest';
import { type CountedRoute, learnRoutes } from '../../src/store/routes.js';

const NAMES = ['blue', 'red', 'green', 'north', 'south', 'east', 'west', 'hill', 'lake', 'wood', 'stone', 'field', 'river', 'sand'];
const under = (before: string, after: string, count: number, names = NAMES, ways?: readonly string[]): CountedRoute[] =>
  names.map((name) => ({ route: `${before}/${name}${after}`, count, ...(ways === undefined ? {} : { ways }) }));
const READ = ['GET', 'GET 200'];

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

describe('few names that are called alike', () => {
  it.each([
    ['ports', under('/ports', '/calls', 60, ['HAM', 'RTM', 'ANR'], READ), '/ports/{id}/calls'],
    ['currencies', under('/api/v2/rates', '', 400, ['EUR', 'USD', 'GBP', 'SEK'], READ), '/api/v2/rates/{id}'],
    [
      'stations behind a word that is no plural',
      under('/api/occupancy', '', 90, ['BER', 'MUC', 'FRA', 'CGN'], READ),
      '/api/occupancy/{id}',
    ],
    ['balances of an account', under('/accounts/{id}', '', 20, ['EUR', 'USD', 'CHF'], READ), '/accounts/{id}/{id}'],
    ['shops by their numbers', under('/api/reports/sales', '', 40, ['M01', 'M02', 'M07', 'M11', 'M40'], READ), '/api/reports/sales/{id}'],
    ['users', under('/users', '/tokens', 40, ['anna', 'ben', 'carla'], ['POST 201']), '/users/{id}/tokens'],
    [
      'five of a plural',
      under('/batteries', '/readings', 40, ['hill', 'lake', 'wood', 'sand', 'north'], ['POST 202']),
      '/batteries/{id}/readings',
    ],
  ])('%s are one thing each', (_, routes, made) => expect(new Set(learnRoutes(routes).values())).toEqual(new Set([made])));

  it('are one operation where one of them never succeeds', () => {
    const routes = [...under('/ports', '', 60, ['HAM', 'RTM', 'ANR'], READ), { route: '/ports/XXA', count: 30, ways: ['GET'] }];
    expect(learnRoutes(routes).get('/ports/XXA')).toBe('/ports/{id}');
  });

  it('take the name that a framework gives to the place', () => {
    const routes = [...under('/ports', '', 60, ['HAM', 'RTM', 'ANR'], READ), { route: '/ports/{code}', count: 180, ways: READ }];
    expect(learnRoutes(routes).get('/ports/HAM')).toBe('/ports/{code}');
  });

  it('are identifiers where these have no digit by chance', () => {
    const routes = [
      { route: '/holds/{id}', count: 90, ways: ['POST 201', 'DELETE 204'] },
      { route: '/holds/QWKX', count: 1, ways: ['DELETE 204'] },
      { route: '/holds/search', count: 9, ways: ['POST 201'] },
    ];
    expect([...learnRoutes(routes)]).toEqual([['/holds/QWKX', '/holds/{id}']]);
  });

  it.each([
    ['resources', [...under('/api', '', 80, ['orders', 'customers', 'items'], READ)]],
    ['resources with collections', [...under('/shops', '/rows', 80, ['orders', 'customers', 'items'], READ)]],
    ['codes of modules', under('/api/v1', '', 80, ['AP', 'AR', 'GL'], READ)],
    ['codes of messages', under('/messages', '', 80, ['ADT', 'ORU', 'SIU'], ['POST 200'])],
    ['kinds of documents', under('/documents', '', 80, ['ORDERS', 'INVOIC', 'DESADV'], ['POST 201'])],
    ['tables', under('/tables', '/{id}', 80, ['OITM', 'ORDR', 'OINV'], READ)],
    ['actions', under('/orders', '', 80, ['search', 'count', 'export', 'recent', 'open'], READ)],
    [
      'codes that are called in ways of their own',
      [
        { route: '/carriers/DHL', count: 9, ways: ['POST 201'] },
        { route: '/carriers/UPS', count: 9, ways: ['GET 200'] },
        { route: '/carriers/DPD', count: 9, ways: ['PUT 204'] },
      ],
    ],
    ['steps', under('/checkout', '', 80, ['step1', 'step2', 'step3', 'step4', 'step5', 'step6'], ['POST 200'])],
    ['numbered services', under('/services', '', 80, ['T1', 'T2', 'T3', 'T4', 'T5', 'T6'], READ)],
    ['two codes', under('/rates', '', 80, ['EUR', 'USD'], READ)],
    [
      'users that do other things each',
      [
        { route: '/users/anna/tokens', count: 9, ways: ['POST 201'] },
        { route: '/users/login/tokens', count: 9, ways: ['GET 200'] },
        { route: '/users/reset/tokens', count: 9, ways: ['DELETE 204'] },
      ],
    ],
  ])('%s are kept', (_, routes) => expect([...learnRoutes(routes)]).toEqual([]));
});

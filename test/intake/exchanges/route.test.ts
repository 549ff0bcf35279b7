import { describe, expect, it } from 'vitest';
import { keyOfPath, parseAddress, routeOf } from '../../../src/intake/exchanges/route.js';

describe('routeOf', () => {
  it.each([
    ['/v1/orders/1001', '/v1/orders/{id}'],
    ['/2/orders/1001', '/2/orders/{id}'],
    ['/orders/3/lines', '/orders/{id}/lines'],
    ['/7', '/{id}'],
    ['/api/v2.1/orders/A-1001/lines', '/api/v2.1/orders/{id}/lines'],
    ['/admin/api/2026-07/items.json', '/admin/api/2026-07/items.json'],
    ['/tickets/889.json', '/tickets/{id}.json'],
    ['/customers/cus_8Hx2Lk90', '/customers/{id}'],
    ['/x/123e4567-e89b-12d3-a456-426614174000', '/x/{id}'],
    ['/files/9f86d081884c7d65', '/files/{id}'],
    ['/odata/Orders(123)/Lines', '/odata/Orders({id})/Lines'],
    ["/odata/Orders('A-1')", '/odata/Orders({id})'],
    ['/oauth2/token', '/oauth2/token'],
    ['/v4/geo:batch', '/v4/geo:batch'],
    ['/items/{itemId}', '/items/{itemId}'],
    ['/rates/2026-03-04', '/rates/{id}'],
    ['/reports/daily/20260304/lines', '/reports/daily/{id}/lines'],
    ['/customers/jane%40shop.test/orders', '/customers/{id}/orders'],
    ['/users/01ARZ3NDEKTSV4RRFFQ69G5FAV', '/users/{id}'],
    ['/orders;version=2/1001;jsessionid=AB12CD34', '/orders/{id}'],
    ['/hash/sha256/verify', '/hash/sha256/verify'],
    ['/i18n/messages', '/i18n/messages'],
    ["/Orders(Company='01',No='A-1')/Lines", '/Orders({id})/Lines'],
    ['/', '/'],
  ])('%s is %s', (path, route) => {
    expect(routeOf(path)).toBe(route);
  });
});

describe('keyOfPath', () => {
  it('takes the last identifier with its noun', () => {
    expect(keyOfPath('/v1/customers/12/orders/A-1001')).toEqual({ field: 'order', key: 'A-1001' });
    expect(keyOfPath('/entries/77/confirm')).toEqual({ field: 'entry', key: '77' });
    expect(keyOfPath('/api/orders')).toBeNull();
  });
});

describe('parseAddress', () => {
  it('takes URLs and paths apart', () => {
    expect(parseAddress('https://u:p@ledger.test:8443/v1/a?x=1#y')).toEqual({ host: 'ledger.test', path: '/v1/a' });
    expect(parseAddress('/v1/a?x=1')).toEqual({ host: null, path: '/v1/a' });
    expect(parseAddress('https://ledger.test')).toEqual({ host: 'ledger.test', path: '/' });
    expect(parseAddress('no path')).toBeNull();
  });
});

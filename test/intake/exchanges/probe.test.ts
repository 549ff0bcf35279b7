import { describe, expect, it } from 'vitest';
import { isProbe } from '../../../src/intake/exchanges/probe.js';

describe('isProbe', () => {
  it.each([
    ['GET', '/healthz', null],
    ['HEAD', '/api/ready/', null],
    [null, '/actuator/health', null],
    ['POST', '/orders', 'kube-probe/1.29'],
    ['GET', '/', 'ELB-HealthChecker/2.0'],
  ])('knows %s %s of %s for a probe', (method, path, client) => expect(isProbe(method, path, client)).toBe(true));

  it.each([
    ['POST', '/status', null],
    ['GET', '/orders/status/77', null],
    ['GET', '/healthcare/claims', null],
    ['GET', null, 'billing-sync/2.1'],
  ])('takes %s %s of %s for work', (method, path, client) => expect(isProbe(method, path, client)).toBe(false));
});

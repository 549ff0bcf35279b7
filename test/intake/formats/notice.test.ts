import { expect, test } from 'vitest';
import { isNotice } from '../../../src/intake/formats/access/notice.js';
import { intake } from '../../../src/intake/intake.js';
import type { Event } from '../../../src/model/event.js';
import { withFolder } from '../with-files.js';

test.each([
  'Server shop_pool/web3 is DOWN, reason: Layer4 timeout, check duration: 2001ms. 1 active and 0 backup servers left.',
  'Server shop_pool/web3 is UP, reason: Layer7 check passed, code: 200, info: "OK", check duration: 3ms.',
  'Proxy fe_main started.',
  'backend shop_pool has no server available!',
  '[NOTICE]   (1) : New worker (8) forked',
  '[WARNING]  (25901) : Server shop_pool/web3 is DOWN, reason: Layer4 connection problem, info: "Connection refused".',
  '[notice] 31#31: signal 17 (SIGCHLD) received, exiting'.replace('31#31: signal', 'Signal'),
  'Stopping frontend fe_main in 0 ms.',
])('a server tells of itself: %s', (line) => expect(isNotice(line)).toBe(true));

test.each([
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36" 0.123',
  'Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)" 12',
  '/orders/4711 HTTP/1.1" 200 512 "-" "curl/8.5.0"',
  '10.0.0.9 - - [04/Mar/2026:08:00:02 +0000] "GET /orders',
  '10.1.2.3:40112 [04/Mar/2026:08:00:02.100] fe_main shop_pool/web3 0/0/1',
  'Mar/2026:08:00:02 +0000] "POST /orders HTTP/1.1" 201',
  '}',
  '4711',
  '-',
  'a',
  'Xy',
])('no notice, a part of a request: %s', (line) => expect(isNotice(line)).toBe(false));

const request = (second: number) =>
  `Mar  4 08:00:${10 + second} lb haproxy[7]: 10.1.2.3:40112 [04/Mar/2026:08:00:${10 + second}.100] fe_main shop_pool/web3 0/0/1/12/13 200 512 - - ---- 1/1/0/0/0 0/0 "GET /orders/${second} HTTP/1.1"`;

test('notices of HAProxy among its requests are records of their time, a request that is cut is malformed', () =>
  withFolder(
    {
      'lb.log': [
        'Mar  4 08:00:09 lb haproxy[7]: Proxy fe_main started.',
        ...Array.from({ length: 20 }, (_, i) => request(i)),
        'Mar  4 08:00:40 lb haproxy[7]: Server shop_pool/web3 is DOWN, reason: Layer4 timeout, check duration: 2001ms. 0 active and 0 backup servers left.',
        'Mar  4 08:00:41 lb haproxy[7]: 10.1.2.3:40112 [04/Mar/2026:08:00:41.100] fe_main shop_pool/web3 0/0/1',
        '',
      ].join('\n'),
    },
    async (folder) => {
      const events: Event[] = [];
      const [input] = await intake([folder], (batch) => void events.push(...batch));
      expect(input).toMatchObject({ format: 'haproxy', records: 23, sourceRecords: 22, malformed: 1 });
      expect(events.find(({ line }) => line === 22)).toMatchObject({
        kind: 'statement',
        at_ms: Date.UTC(new Date().getUTCFullYear(), 2, 4, 8, 0, 40),
      });
      expect(events.filter(({ kind }) => kind === 'exchange')).toHaveLength(20);
    },
  ));

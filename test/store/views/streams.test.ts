import { expect, test } from 'vitest';
import { rowsOf } from '../../support/store.js';

/** File to the stream that its writer filled. */
const STREAMS = {
  'app.log': 'app.log',
  'app.log.1': 'app.log',
  'app.log.2.gz': 'app.log',
  'messages-20260422.gz': 'messages',
  'app-2026-08-01.log': 'app.log',
  'app-2026-08-02.log.gz': 'app.log',
  'app.2026-08-01.3.log': 'app.log',
  'bundle.zip/logs/app.log.1': 'bundle.zip/logs/app.log',
  'billing-0.log': 'billing-0.log',
};

test('the files of a rotated log are one stream, those of other writers are not', async () => {
  const events = Object.keys(STREAMS).map((file) => ({ at: '10:00:00', file, service: 'billing' }));
  const rows = await rowsOf('SELECT file, stream FROM events', events);
  expect(Object.fromEntries(rows.map(({ file, stream }) => [file, stream]))).toEqual(STREAMS);
});

import { expect, it } from 'vitest';
import { formats } from '../../../src/intake/formats/index.js';
import { best, records } from './sample.js';

it('lines of lager name their module before what is said', () => {
  const text = [1, 2, 3]
    .map(
      (n) =>
        `2026-03-04 10:40:3${n}.610 [error] <0.24${n}.1>@hub_out:send:118 A-100${n} send_label to acme failed: {error,econnrefused} (try ${n})`,
    )
    .join('\n');
  const { format } = best(formats, text, 'console.log');
  const [first] = records(format, text, 'console.log');
  expect(first).toMatchObject({
    message: 'A-1001 send_label to acme failed: {error,econnrefused} (try 1)',
    fields: { logger: 'hub_out', level: 'error' },
  });
});

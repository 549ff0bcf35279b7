/** No secret of an input is found in anything that is written about it, and each file is said to hold some. */
import { expect, test } from 'vitest';
import { audit } from '../src/audit.js';
import { intake } from '../src/intake/intake.js';
import { renderFiles } from '../src/report/files.js';
import { withFolder } from './intake/with-files.js';

/** Secrets that are made one after the other, the same in each run. */
function maker(): { readonly all: string[]; readonly next: () => string } {
  const all: string[] = [];
  let seed = 77;
  const letter = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789'[Math.floor(seed / 65_536) % 54];
  };
  return {
    all,
    next: () => {
      const secret = `${Array.from({ length: 8 }, letter).join('')}4k7${Array.from({ length: 13 }, letter).join('')}2`;
      all.push(secret);
      return secret;
    },
  };
}

const time = (i: number) => `2026-03-04T10:00:${String(i).padStart(2, '0')}.000Z`;

function files(next: () => string): Record<string, string> {
  const said = (i: number) => [
    `ERROR POST https://erp.test/v1/orders?api_key=${next()} order=A-10${i} -> 503 in 80 ms`,
    `ERROR order A-10${i} gave up: Authorization: Bearer ${next()} refused`,
    `INFO calling https://svc:${next()}@erp.test/v1/orders/10${i}`,
    `ERROR order A-10${i} dead-lettered, payload {"password":"${next()}","order":"A-10${i}"}`,
    `WARN headers [(b'x-parcel-key', b'${next()}')] for order A-10${i}`,
  ];
  const text = [1, 2, 3].flatMap((i) => said(i).map((line, at) => `${time(i * 10 + at)} ${line}`));
  const json = [1, 2, 3].map((i) =>
    JSON.stringify({
      time: time(i),
      level: 'error',
      msg: 'push failed',
      order: `B-${i}`,
      method: 'POST',
      url: `https://crm.test/v1/contacts?access_token=${next()}`,
      request: { headers: { 'X-Crm-Key': next(), cookie: `sid=${next()}` }, rawHeaders: ['Authorization', `Bearer ${next()}`] },
      response: { status: 422, body: { error: `bad api_key ${next()}`, code: 'E1' } },
      args: [{ api_token: next() }],
      error: `login failed with password=${next()}`,
    }),
  );
  const rows = [1, 2, 3].map((i) => `C-${i},${next()},done,2026-03-04T10:0${i}:00Z`);
  const spoken = [
    `[2026-03-04 11:00 UTC] ida: all orders fail since ten, the api key: ${next()} is refused`,
    `[2026-03-04 11:02 UTC] bo: i look into it, the password is ${next()}`,
  ];
  return {
    'app.log': `${text.join('\n')}\n`,
    'crm.jsonl': `${json.join('\n')}\n`,
    'partners.csv': `order,partner_api_key,state,created_at\n${rows.join('\n')}\n`,
    'channel.txt': `${spoken.join('\n')}\n`,
  };
}

test('of logs, bodies, tables and chats', { timeout: 120_000 }, async () => {
  const { all, next } = maker();
  await withFolder(files(next), async (folder) => {
    const events: unknown[] = [];
    await intake([folder], (some) => void events.push(...some));
    const review = await audit([folder]);
    const shown = [...renderFiles(review).values(), JSON.stringify(review), JSON.stringify(events)].join('\n');
    expect(all.filter((secret) => shown.includes(secret))).toEqual([]);
    const exposed = review.findings
      .filter(({ category }) => category === 'secret_exposure')
      .flatMap(({ evidence }) => evidence.map(({ file }) => file));
    expect([...new Set(exposed)].sort()).toEqual(['app.log', 'channel.txt', 'crm.jsonl', 'partners.csv']);
  });
});

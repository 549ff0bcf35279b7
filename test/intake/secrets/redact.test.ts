import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSecrets, redact } from '../../../src/intake/secrets/redact.js';

/** Canaries: invented, of the form of the real thing. Joined so that no scanner takes this file for a leak. */
const CANARIES: readonly [string, string, string][] = [
  ['aws_access_key', 'AKIA' + 'QWERTYUIOPASDFGH', 'key AKIA… in text'],
  ['stripe_key', 'sk_' + 'live_' + '9aB8cD7eF6gH5iJ4', 'provider key'],
  ['github_token', 'ghp_' + 'a1B2c3D4e5F6g7H8i9J0a1B2c3D4e5F6g7H8', 'personal token'],
  ['jwt', 'eyJhbGciOiJIUzI1NiJ9.' + 'eyJzdWIiOiIxMjM0In0.' + 'c2lnbmF0dXJlLW9mLWl0', 'web token'],
  ['shopify_token', 'shpat_' + '0123456789abcdef0123456789abcdef', 'shop token'],
  ['card_number', '4111 1111 1111 1111', 'card with blanks'],
  ['card_number', '5555555555554444', 'card'],
  ['iban', 'DE89370400440532013000', 'bank account'],
  ['email', 'jane.doe@mail.test', 'address'],
];
const BUSINESS = [
  'order A-1001 stored as 700050',
  '2026-03-04T05:06:07.123Z',
  '/v1/orders/1001/lines',
  'SKU-88',
  '1772600767387',
  'inv_20260304-0001',
  'PO 4500012345',
  // A metering point of sixteen places, which passes the check of an account number by chance.
  'meter DE00048934000085 read',
  'ch_5TzzYY11AAbb22cc',
  '127.0.0.1:8443',
  '"Mozilla/5.0 (compatible; Crawler/1.0; crawl@robots.test)"',
  '"Set-Cookie": "cookies", "apiKey": "apiKey"',
  'TTY=pts/6 ; PWD=/home/ann/jobs ; USER=root',
];

describe('redact', () => {
  it.each(CANARIES)('takes %s out of any surroundings', (kind, secret) => {
    for (const text of [
      secret,
      `call with ${secret} failed`,
      `{"note":"${secret}"}`,
      `value=${secret};`,
      `(${secret})`,
      `a, ${secret}, b`,
    ]) {
      expect(redact(text), text).not.toContain(secret);
      expect(findSecrets(text), text).toContain(kind);
    }
  });

  it.each([
    ['Authorization: Bearer abcdef0123456789ABCDEF', 'abcdef0123456789ABCDEF'],
    ['Authorization=Basic dXNlcjpwYXNzd29yZA==', 'dXNlcjpwYXNzd29yZA=='],
    ['https://svc:hunter2pw@ledger.test/v1', 'hunter2pw'],
    ['POST /cb?access_token=s3cr3tvalue99&x=1', 's3cr3tvalue99'],
    ['{"client_secret":"topsecretvalue"}', 'topsecretvalue'],
    ['{"body":"{\\"password\\":\\"topsecretvalue\\"}"}', 'topsecretvalue'],
    ['password=correcthorse', 'correcthorse'],
    ['x-api-key: 0f9e8d7c6b5a', '0f9e8d7c6b5a'],
    ['ocp-apim-subscription-key: 0f9e8d7c6b5a', '0f9e8d7c6b5a'],
    ['x-functions-key=0f9e8d7c6b5a==', '0f9e8d7c6b5a=='],
    ['config region=eu mapsApiKey=pk7_9f8e7d6c5b4a timeoutMs=8000', 'pk7_9f8e7d6c5b4a'],
    ['"ledgerPrivateKey": "9f8e7d6c5b4a"', '9f8e7d6c5b4a'],
    ['-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n-----END PRIVATE KEY-----', 'MIIEvQIBADANBg'],
    ['call +49 170 1234567 now', '170 1234567'],
    ['<sec:Password Type="#PasswordText">m4n7opq9</sec:Password>', 'm4n7opq9'],
    ['{"xml":"<login><user>ann</user><pass\\u0077ord/><ApiKey enc=\\"none\\">9f8e7d6c</ApiKey></login>"}', '9f8e7d6c'],
    ['&lt;ns1:sessionId&gt;00D9f8e7d6c5&lt;/ns1:sessionId&gt;', '00D9f8e7d6c5'],
    ['running loader --user ann --password m4n7opq9 --dry-run', 'm4n7opq9'],
    ['+ curl -s -u svc:m4n7opq9 https://ledger.test/v1', 'm4n7opq9'],
    ['connecting to jdbc:oracle:thin:ledger/m4n7opq9@//db.test:1521/ERP', 'm4n7opq9'],
    ['conexión usuario=ann contraseña=m4n7opq9', 'm4n7opq9'],
    ['connexion utilisateur=ann mot_de_passe="m4n7opq9"', 'm4n7opq9'],
  ])('takes the secret out of %s', (text, secret) => {
    expect(redact(text)).not.toContain(secret);
    expect(redact(text)).toContain('[REDACTED:');
  });

  it('counts the word and host of an address with a password once', () =>
    expect(findSecrets('upload via https://svc:hunter2pw@ledger.test/v1')).toEqual(['url_credentials']));

  it.each(BUSINESS)('leaves %s alone', (text) => {
    expect(redact(text)).toBe(text);
    expect(findSecrets(text)).toEqual([]);
  });

  it.each([
    'Bearer ***',
    'password=[FILTERED]',
    'email j***@mail.test',
    'token: <redacted>',
    'api_key=xxxxxxxx',
    'authorization: [REDACTED:authorization]',
    'Bearer authentication failed',
    'mapsApiKey=configured',
    '<sec:Password Type="#PasswordText">********</sec:Password>',
    '<PasswordPolicy>strict7</PasswordPolicy>',
    'Kennwort: falsch',
    'usage: loader --password --user NAME',
    '+ curl -s -u svc:*** https://ledger.test/v1',
    'senha: incorreta',
    'userPassword: required',
    'rotateApiKey: ******',
  ])('takes %s for masked already', (text) => {
    expect(findSecrets(text)).toEqual([]);
  });

  it('tells session ids from credentials, and takes them out all the same', () => {
    expect(findSecrets('"sessionId":"9f8e7d6c5b4a"')).toEqual(['session_id']);
    expect(redact('"sessionId":"9f8e7d6c5b4a"')).toBe('"sessionId":"[REDACTED:session_id]"');
    expect(findSecrets('pwd=hunter22')).toEqual(['credential']);
  });

  it('redacting twice changes nothing, and no canary survives', () => {
    const canary = fc.constantFrom(...CANARIES.map(([, secret]) => secret));
    const around = fc.constantFrom(' ', '"', "'", '(', ', ', ' = ', '\n', ': ', '; ', '<', '|');
    fc.assert(
      fc.property(fc.string(), around, canary, around, fc.string(), (before, left, secret, right, after) => {
        const once = redact(`${before}${left}${secret}${right}${after}`);
        expect(redact(once)).toBe(once);
        expect(once.includes(secret) && !before.includes(secret) && !after.includes(secret)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

import fs from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, openEngine } from '../../src/store/engine.js';
import { topics } from '../../src/store/words.js';

describe('words.yaml', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine();
  });
  afterAll(() => engine.close());
  const says = async (topic: string, text: string) => {
    const [row] = await engine.rows(`SELECT says_${topic}('${text.replaceAll("'", "''")}') AS said`);
    return row?.said;
  };

  it('has patterns that the engine reads, in every topic', async () => {
    for (const { name, is, pattern } of topics()) {
      expect(pattern.length, `${name} has no pattern`).toBeGreaterThan(0);
      expect(is).toMatch(/^[A-Z].*\.$/);
      expect(await says(name, ''), name).toBeTypeOf('boolean');
    }
  });

  it.each<[string, string, boolean]>([
    ['content', 'Einheit KG2 ist nicht zugeordnet', true],
    ['content', 'COST CENTER 8812 NOT ON FILE'.toLowerCase(), true],
    ['content', 'proveedor 77 no consta', true],
    ['content', 'connection not set', false],
    ['wrong_type', '$.price: array found, string expected', true],
    ['wrong_type', "['de1'] is not of type 'string'", true],
    ['wrong_type', 'list of orders found, none expected', false],
    ['decoding', '$.price: integer found, number expected', true],
    ['content', 'Proveedor desconocido', true],
    ['content', 'stored', false],
    ['no_content', 'Verbindung zum Host verloren', true],
    ['no_content', 'HTTP 503 from the ledger', true],
    ['no_content', 'Unexpected token } in JSON', false],
    ['no_drift', 'org.apache.kafka.connect.errors.DataException: expected FLOAT64', false],
    ['no_drift', 'connection reset by peer', true],
    ['new_value', "System.Text.Json.JsonException: the json value 'kiosk' could not be converted to shop.orders.channel", true],
    ['new_value', 'the json value could not be converted to system.int32', false],
    ['new_value', 'error converting value "kiosk" to type \'shop.orders.channel\'', true],
    ['new_value', "input should be 'web' or 'store'", true],
    ['new_value', 'input should be a valid integer', false],
    ['access', 'access token has expired', true],
    ['no_right', 'droits insuffisants pour ce dossier', true],
    ['other_than_right', 'quota exceeded', true],
    ['left_out', 'gelöscht', true],
    ['left_out', 'geloescht', true],
    ['left_out', 'refusée', true],
    ['left_out', 'paid', false],
    ['done_or_pending', 'in Bearbeitung', true],
    ['done_or_pending', 'ledger closed', false],
    ['told_failure', 'Beleg abgelehnt', true],
    ['door', 'POST /oauth/token', true],
    ['door', 'POST /tokenised-cards', false],
    ['token_door', '/tenant/oauth2/v2.0/token', true],
    ['token_door', '/api/access-token', true],
    ['token_door', '/v1/gift-tokens', false],
  ])('says_%s of "%s" is %s', async (topic, text, wanted) => {
    expect(await says(topic, text)).toBe(wanted);
  });

  it('is the only place with words: the SQL of rules and views has none', () => {
    for (const folder of ['rules', 'src/store/views']) {
      for (const name of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((one) => one.endsWith('.sql'))) {
        const sql = fs.readFileSync(`${folder}/${name}`, 'utf8').replace(/--[^\n]*/g, '');
        const lists = [...sql.matchAll(/regexp_matches\([^']*('[^'\n]*')/g)]
          .map(([, text]) => text ?? '')
          .filter((text) => /(?:\p{L}{3,}[^|']*\|){3}/u.test(text));
        expect(lists, `move the words of ${folder}/${name} into src/store/words.yaml`).toEqual([]);
      }
    }
  });
});

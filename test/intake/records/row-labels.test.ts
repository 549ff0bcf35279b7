import { expect, it } from 'vitest';
import { rowLabels } from '../../../src/intake/records/row-labels.js';

const key = 'f7Qm2Zx9Lw4Tn8Rb3Ky6';
const cells = (fields: Record<string, string>) => JSON.parse(rowLabels({ line: 1, time: null, message: null, fields })) as unknown;

it('keeps what exports are compared by, and no credential', () =>
  expect(cells({ order: 'A-1', email: 'ida@shop.test', token: '', partner_api_key: key, note: `password=${key}`, state: 'done' })).toEqual({
    email: 'ida@shop.test',
    note: 'password=[REDACTED:credential]',
    order: 'A-1',
    partner_api_key: '[REDACTED:credential]',
    state: 'done',
    token: '',
  }));

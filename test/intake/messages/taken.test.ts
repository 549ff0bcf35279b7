import { describe, expect, it } from 'vitest';
import { takenIn } from '../../../src/intake/messages/taken.js';

describe('how much of what was sent was taken', () => {
  it.each([
    ['hub says A-1 OK, accepted 471 of 500', 'partial'],
    ['Portal: 480 von 500 Zeilen übernommen', 'partial'],
    ['le registre : 12/40 lignes enregistrées', 'partial'],
    ['almacén: aceptados 3 de 9', 'partial'],
    ['ledger stored 0 of 12', 'error'],
    ['hub says A-1 OK, accepted 500 of 500', null],
    ['batch A-1: 200 of 500 rows sent', null],
    ['accepted on attempt 2 of 5', null],
    ['accepted after 2 of 5 attempts', null],
    ['read 100 of 500 items', null],
    ['accepted 12/03/2026', null],
    ['order 4711 accepted', null],
  ])('%s', (message, taken) => {
    expect(takenIn(message)).toBe(taken);
  });
});

import { describe, expect, it } from 'vitest';
import { idocStateIn } from '../../../src/intake/bodies/idoc.js';

describe('the state of an IDoc', () => {
  it.each([
    ['IDoc 0000000004711001: Status 53 Sales order 451201 saved                V1  311  S', true, null],
    ['IDoc 0000000004711001: Status 51 Material X-1 not maintained             M3  305  E', false, 'Material X-1 not maintained'],
    ['IDoc Nr. 4711001 hat Status 56, Partner unbekannt', false, 'Partner unbekannt'],
    ['IDoc number 0000000004711001 status 03 - Data passed to port OK', true, null],
    ['IDoc 4711001 -> 02 no connection to the port', false, 'no connection to the port'],
    ['IDoc 4711001 -> 63', false, null],
  ])('%s', (line, accepted, text) => {
    expect(idocStateIn(line)).toMatchObject({ accepted, text });
  });

  it.each([
    'IDoc 0000000004711001: Status 64 ready to be transferred',
    '12 IDocs with status 51 selected',
    'IDoc 4711001 (ORDERS05) created',
    'order 4711001: status 51',
    'IDoc 4711001: status 510',
  ])('not: %s', (line) => {
    expect(idocStateIn(line)).toBeNull();
  });
});

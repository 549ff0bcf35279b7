import { describe, expect, it } from 'vitest';
import { tellsAnswer } from '../../../src/intake/bodies/payload-names.js';

describe('what stands before a body that a line prints', () => {
  it.each([
    'response of A-7: {"ok":false}',
    'SOAP-Antwort A-7: <Envelope>',
    'réponse du partenaire {"etat":"KO"}',
    'Respuesta <r>',
    'got answer: ',
  ])('tells of an answer: %s', (text) => expect(tellsAnswer(text)).toBe(true));
  it.each(['request to the partner: {"a":1}', 'order A-7 {"state":"open"}', 'responsible for A-7: {"a":1}', '{"response":{}}'])(
    'does not: %s',
    (text) => expect(tellsAnswer(text)).toBe(false),
  );
});

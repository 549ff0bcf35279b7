/** Incident reports in other languages: their times, and who noticed what. */
import { expect, it } from 'vitest';
import { documentFormats } from '../../../src/intake/formats/documents.js';
import { best, records } from './sample.js';

const at = (hour: number, minute: number) => Date.UTC(2026, 2, 4, hour, minute);

function read(text: string) {
  const top = best(documentFormats, text, 'report.md');
  const all = records(top.format, text, 'report.md').flatMap(({ proven, also }) => [proven, ...(also ?? [])]);
  return all.flatMap((one) => (one?.state == null || one.at_ms == null ? [] : [[one.state, one.at_ms]]));
}

it.each([
  [
    'German',
    '# Störungsbericht 4. März 2026 (UTC)\n\nUm 10:02 Uhr begannen die Buchungen zu scheitern. Bemerkt hat es die Buchhaltung um 13.15 Uhr, weil die Liste leer war. Um 13:40 Uhr war die Störung behoben.\n',
  ],
  [
    'French',
    '# Incident du 4 mars 2026 (UTC)\n\nDepuis 10h02 les commandes ne partaient plus. À 13h15 le service client nous a prévenus. À 13h40 tout était rétabli.\n',
  ],
  [
    'Spanish',
    '# Incidencia, 4 de marzo de 2026 (UTC)\n\nDesde las 10:02 no llegaban pedidos. A las 13:15 nos llamó un cliente: el cliente avisó por teléfono, y se dieron cuenta. A las 13:40 quedó resuelto.\n',
  ],
  ['keys in German', '# Vorfall 04.03.2026 (UTC)\n\n- Beginn: 10:02\n- Gemeldet: 13:15\n- Behoben: 13:40\n'],
  ['keys in French', '# Panne du 4 mars 2026 (UTC)\n\n- Début : 10:02\n- Signalé : 13:15\n- Résolu : 13:40\n'],
])('%s', (_, text) =>
  expect(read(text)).toEqual([
    ['started', at(10, 2)],
    ['notice', at(13, 15)],
    ['resolved', at(13, 40)],
  ]),
);

it('a duration is no clock time, and work is no incident', () => {
  expect(read('# Bericht 04.03.2026 (UTC)\n\nDie Migration dauerte 2h30. Die Version 12.30 lief um 14:00 Uhr an.\n')).toEqual([]);
});

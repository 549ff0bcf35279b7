import { describe, expect, it } from 'vitest';
import { plainName } from '../../../src/intake/plan/names.js';
import { spellings } from '../../../src/intake/vocabulary/spellings.js';

const fieldOf = (name: string) =>
  spellings()
    .get(plainName(name))
    ?.map(({ field }) => field) ?? [];
const rankOf = (name: string) =>
  spellings()
    .get(plainName(name))!
    .find(({ field }) => field === 'time')!.rank;

describe('names of the time of a line', () => {
  it.each(['@timestamp', 'horodatage', 'Zeitstempel', 'fecha_hora', 'dataHora', 'tijdstip', 'znacznik_czasu', '时间戳'])('%s', (name) =>
    expect(fieldOf(name)).toContain('time'),
  );

  it('come before the time at which a record was made', () => {
    for (const name of ['horodatage', 'zeitstempel', 'marca_de_tiempo']) expect(rankOf(name)).toBeLessThan(rankOf('created_at'));
  });
});

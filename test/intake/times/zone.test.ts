import { describe, expect, it } from 'vitest';
import { timeReader, writesDayFirst } from '../../../src/intake/times/time-reader.js';
import { fixedOffset, zoneNamed } from '../../../src/intake/times/zone.js';

const iso = (ms: number | undefined) => new Date(ms ?? Number.NaN).toISOString();
const local = (text: string) => Date.parse(`${text}Z`);

describe('zones', () => {
  it.each([
    ['+02:00', 120],
    ['-0530', -330],
    ['+05', 300],
    ['UTC+2', 120],
    ['GMT-3:30', -210],
    ['CEST', 120],
    ['cet', 60],
    ['Z', 0],
  ])('%s lies %d minutes east', (text, minutes) => expect(fixedOffset(text)).toBe(minutes));

  it.each(['IST', '+25:00', 'Europe/Berlin', 'INFO', ''])('%s is no fixed offset', (text) => expect(fixedOffset(text)).toBeNull());
  it.each(['Europe/Nowhere', 'Berlin', 'INFO', '../etc/passwd', '{zone}'])('%s is no zone', (text) => expect(zoneNamed(text)).toBeNull());

  it.each([
    ['Europe/Berlin', '2026-01-15T12:00:00', '2026-01-15T11:00:00.000Z'],
    ['Europe/Berlin', '2026-07-15T12:00:00', '2026-07-15T10:00:00.000Z'],
    ['America/New_York', '2026-07-15T12:00:00', '2026-07-15T16:00:00.000Z'],
    ['Asia/Kolkata', '2026-07-15T12:00:00', '2026-07-15T06:30:00.000Z'],
    ['Australia/Lord_Howe', '2026-01-15T12:00:00', '2026-01-15T01:00:00.000Z'],
    ['-03:30', '2026-01-15T12:00:00', '2026-01-15T15:30:00.000Z'],
  ])('%s at %s', (name, text, utc) => expect(iso(zoneNamed(name)?.toUtc(local(text)))).toBe(utc));
});

describe('the nights on which clocks are changed', () => {
  const read = (zone: string, times: readonly string[]) => {
    const reader = timeReader(null, false, zoneNamed(zone));
    return times.map((text) => reader(text)?.ms ?? 0);
  };

  it('leave no hour out in spring: two seconds stay two seconds', () => {
    const [before, after] = read('Europe/Berlin', ['2026-03-29 01:59:59', '2026-03-29 03:00:01']);
    expect((after as number) - (before as number)).toBe(2000);
  });

  it('count the hour twice in autumn, and time never runs back', () => {
    const times = read('Europe/Berlin', [
      '2026-10-25 01:59:00',
      '2026-10-25 02:10:00',
      '2026-10-25 02:59:59',
      '2026-10-25 02:00:01',
      '2026-10-25 02:10:00',
      '2026-10-25 03:00:00',
    ]);
    expect(times.map((time, i) => (i === 0 ? 0 : (time - (times[i - 1] as number)) / 1000))).toEqual([0, 660, 2999, 2, 599, 3000]);
  });

  it('read a time that the clock left out as if it had not been put forward yet', () => {
    expect(iso(read('Europe/Berlin', ['2026-03-29 02:30:00'])[0])).toBe('2026-03-29T01:30:00.000Z');
  });
});

describe('the zone of a time', () => {
  it('is what the record states, whatever the user gives', () => {
    const reader = timeReader(null, false, zoneNamed('Asia/Tokyo'));
    expect(reader('2026-01-15T12:00:00+01:00')).toEqual({ ms: Date.parse('2026-01-15T11:00:00Z'), zone: 'stated', moved: 0 });
    expect(reader('2026-01-15T12:00:00')).toEqual({ ms: Date.parse('2026-01-15T03:00:00Z'), zone: 'given', moved: -9 * 3_600_000 });
  });
  it('is UTC when nobody says', () => expect(timeReader(null, false, null)('2026-01-15T12:00:00')?.zone).toBe('assumed'));
});

describe('the order of day and month', () => {
  const file = (...times: readonly string[]) => times.map((time, i) => ({ line: i + 1, time, message: null, fields: {} }));

  it('is told by a number above twelve', () => {
    expect(writesDayFirst(file('03/04/2026 10:00', '13/04/2026 10:00'))).toBe(true);
    expect(writesDayFirst(file('03/04/2026 10:00', '04/13/2026 10:00'))).toBe(false);
  });
  it('is told by the time that the file covers', () => {
    expect(writesDayFirst(file('03/04/2026 10:00', '04/04/2026 10:00', '05/04/2026 10:00'))).toBe(true);
    expect(writesDayFirst(file('04/03/2026 10:00', '04/04/2026 10:00', '04/05/2026 10:00'))).toBe(false);
  });
  it('is told by the day of the other files', () => {
    const march = Date.UTC(2026, 2, 10);
    expect(writesDayFirst(file('10/03/2026 10:00', '10/03/2026 11:00'), march)).toBe(true);
    expect(writesDayFirst(file('03/10/2026 10:00', '03/10/2026 11:00'), march)).toBe(false);
    expect(writesDayFirst(file('10/03/2026 10:00'), Date.UTC(2026, 6, 1))).toBe(false);
    // Both lie beside it, or the file tells by itself.
    expect(writesDayFirst(file('03/03/2026 10:00'), march)).toBe(false);
    expect(writesDayFirst(file('10/03/2026 10:00', '10/13/2026 10:00'), march)).toBe(false);
  });

  it('is told by the language when nothing else tells', () => {
    const said = (message: string) => file('10/03/2026 10:00').map((record) => ({ ...record, message }));
    expect(writesDayFirst(said('Pedido 4711 enviado para el cliente'))).toBe(true);
    expect(writesDayFirst(said('Auftrag 4711 wurde gebucht'))).toBe(true);
    expect(writesDayFirst(said('order 4711 sent for the customer'))).toBe(false);
    expect(writesDayFirst(said('Pedido 4711 enviado para el cliente'), Date.UTC(2026, 9, 3))).toBe(false);
  });

  it('is the American one when nothing tells', () => expect(writesDayFirst(file('03/04/2026 10:00'))).toBe(false));
});

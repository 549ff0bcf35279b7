/** Findings whose rule knows no operation are named by the lines they stand on. */
import { describe, expect, it } from 'vitest';
import { detect } from '../../src/detect/detect.js';
import { ruleOver } from '../support/rule.js';
import { eventsOf, storeOf, type Written } from '../support/store.js';

/** The operations of the findings of a rule that gives one row for each line that gave up. */
async function named(
  events: readonly Written[],
  defaults: Written = {},
  title = '{operation} gave up',
  target = 'NULL',
): Promise<(string | null)[]> {
  const store = await storeOf(eventsOf(events, defaults));
  const rule = ruleOver(
    `SELECT service AS source, ${target} AS target, NULL AS operation, at_ms, at_ms AS end_ms, record_key, 1 AS failures, id AS event_1, 'x' AS why_1
     FROM events WHERE signal = 'gave_up'`,
    { title },
  );
  const { detections } = await detect(store, [rule]);
  store.close();
  return detections.map(({ subject }) => subject.operation);
}

const GAVE_UP: Written = { kind: 'statement', signal: 'gave_up', service: 'sync' };
const POST: Written = { method: 'POST', route: '/loads', vantage: 'caller', status: 503 };

describe('a finding without an operation', () => {
  it('has the name of the request that its lines belong to', async () => {
    const lines = ['r-1', 'r-2', 'r-3'].flatMap((id): Written[] => [
      { ...POST, service: 'sync', at: '10:00:00', request_id: id },
      { ...GAVE_UP, at: '10:00:10', request_id: id },
    ]);
    expect(await named(lines)).toEqual(['POST /loads']);
  });

  it('has the type of the delivered event that its lines work on, as its receipt tells it, before its logger', async () => {
    const lines = ['ev-1001', 'ev-1002', 'ev-1003'].flatMap((id): Written[] => [
      { kind: 'statement', signal: 'received', service: 'sync', at: '10:00:00', event_key: id, topic: 'load.planned' },
      { ...GAVE_UP, at: '10:00:10', event_key: id, record_key: `L-${id}`, logger: 'eu.freight.Loads' },
    ]);
    expect(await named(lines)).toEqual(['load.planned']);
  });

  it('has the name of the write that its records go through, before that of its logger', async () => {
    const lines = ['L-1', 'L-2', 'L-3'].flatMap((key): Written[] => [
      { ...POST, service: 'other', at: '10:00:00', record_key: key },
      { ...GAVE_UP, at: '10:00:10', record_key: key, logger: 'eu.freight.LoadPusher' },
    ]);
    expect(await named(lines)).toEqual(['POST /loads']);
  });

  it('has the name of what failed for its records, before that of a step that went well', async () => {
    const lines = ['L-1', 'L-2', 'L-3'].flatMap((key): Written[] => [
      { ...POST, service: 'sync', at: '10:00:00', record_key: key },
      { ...POST, route: '/entries', status: 201, service: 'sync', at: '10:00:02', record_key: key },
      { ...POST, route: '/entries', status: 201, service: 'sync', at: '10:00:04', record_key: key },
      { ...GAVE_UP, at: '10:00:10', record_key: key },
    ]);
    expect(await named(lines)).toEqual(['POST /loads']);
  });

  it.each([
    ['eu.freight.LoadPusher', 'LoadPusher'],
    ['freight/tasks/push_load', 'push_load'],
    ['Freight::LoadJob', 'LoadJob'],
    ['freight.loads.consumer', 'loads.consumer'],
  ])('has the name of the class that wrote them: %s', async (logger, name) => {
    expect(await named([{ ...GAVE_UP, at: '10:00:00', logger, repeat: { times: 3 } }])).toEqual([name]);
  });

  it.each([
    ['LOADS_OUT-Sender-3', 'LOADS_OUT-Sender'],
    ['edi-outbound-7f9c4', 'edi-outbound'],
    ['nightly 4711', 'nightly'],
  ])('or of the part of the program that is no mere thread: %s', async (worker, name) => {
    expect(await named([{ ...GAVE_UP, at: '10:00:00', worker, repeat: { times: 3 } }])).toEqual([name]);
  });

  it.each([
    ['load_no', 'load'],
    ['invoiceId', 'invoice'],
    ['record_ref', null],
    ['message.id', null],
  ])('or of the kind of thing that was worked on: %s', async (record_field, name) => {
    expect(await named([{ ...GAVE_UP, at: '10:00:00', record_key: 'L-{n}', record_field, repeat: { times: 3 } }])).toEqual([name]);
  });

  it('is called by its method where no line says what was called, its target known or not', async () => {
    const lines = [{ ...GAVE_UP, at: '10:00:00', method: 'PATCH', record_key: 'L-{n}', record_field: 'load_no', repeat: { times: 3 } }];
    expect(await named(lines)).toEqual(['PATCH']);
    expect(await named(lines, {}, '{operation} gave up', "'tms'")).toEqual(['PATCH']);
  });

  it('has the name of the task in whose folder its log lies', async () => {
    const file = 'dag_id=nightly/run_id=manual__7/task_id=push_loads/attempt=1.log';
    expect(await named([{ ...GAVE_UP, file, at: '10:00:00', repeat: { times: 3 } }])).toEqual(['push_loads']);
    expect(await named([{ ...GAVE_UP, file: 'job_id=4711/out.log', at: '10:00:00', repeat: { times: 3 } }])).toEqual([null]);
  });

  it.each(['pool-2-thread-11', 'http-nio-8080-exec-3', 'main', 'executor-thread-4', '4711', 'ForkJoinPool-1-worker-3'])(
    'is named by no thread: %s',
    async (worker) => {
      expect(await named([{ ...GAVE_UP, at: '10:00:00', worker, repeat: { times: 3 } }])).toEqual([null]);
    },
  );

  it('is called after its target where that is known and only a logger speaks', async () => {
    expect(
      await named([{ ...GAVE_UP, at: '10:00:00', logger: 'a.LoadPusher', repeat: { times: 3 } }], {}, '{operation} gave up', "'tms'"),
    ).toEqual([null]);
  });

  it('has none where its lines speak of many', async () => {
    const lines = ['/a', '/b', '/c', '/d'].flatMap((route, i): Written[] => [
      { ...POST, route, service: 'sync', at: '10:00:00', request_id: `r-${i}` },
      { ...GAVE_UP, at: '10:00:10', request_id: `r-${i}` },
    ]);
    expect(await named(lines)).toEqual([null]);
  });

  it('keeps none where the rule speaks of no operation', async () => {
    expect(await named([{ ...GAVE_UP, at: '10:00:00', logger: 'a.LoadPusher' }], {}, '{source} is silent')).toEqual([null]);
  });
});

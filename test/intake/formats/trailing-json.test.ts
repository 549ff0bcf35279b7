import { describe, expect, it } from 'vitest';
import { splitTrailingJson } from '../../../src/intake/formats/text/trailing-json.js';

describe('an object behind the words of a line', () => {
  it.each([
    'POST https://id.test/oauth/token -> 400 {"error":"invalid_grant","error_description":"expired"}',
    'POST /orders answered 422: {"error":"no stock"}',
    'PUT /orders/7 failed, status=503 {"error":"busy"}',
    'PATCH /orders/7 => 404 Not Found {"error":"gone"}',
    'POST /notas -> 400 {"codigo":"E160","mensagem":"serviço não habilitado"}',
  ])('is left to the reader of messages, where the status of a failed answer stands right before it: %s', (line) => {
    expect(splitTrailingJson(line)).toEqual({ message: line, object: null });
  });

  it.each([
    'order stored {"order":"A-1"}',
    'POST /orders -> 201 {"id":"A-1"}',
    'batch of 500 {"order":"A-1"}',
    'price update refused: 403 {"sku":"S-1","response":{"message":"no scope"}}',
    'order refused: 422 {"order":"A-1"}',
  ])('are the fields of the line elsewhere: %s', (line) =>
    expect(splitTrailingJson(line).object).toEqual(JSON.parse(line.slice(line.indexOf('{')))),
  );

  it.each([
    ["-> 200 {'ok': False, 'error': 'no such shelf', 'rest': None}", { ok: false, error: 'no such shelf', rest: null }],
    ['-> 200 {"ok"=>false, "error"=>"no => shelf", "rest"=>nil}', { ok: false, error: 'no => shelf', rest: null }],
    ["-> 200 { ok: false, error: 'it\\'s full', rest: undefined }", { ok: false, error: "it's full", rest: null }],
    ['HTTP 200 OK {"ok":false,"error":"no such shelf","at":"12:00:07"}', { ok: false, error: 'no such shelf', at: '12:00:07' }],
    ['returned 200 in 12 ms: {"success":false,"code":"E7","message":"full"}', { success: false, code: 'E7', message: 'full' }],
  ])('is the body as well where a good status stands before it and it tells of a failure: %s', (line, body) => {
    expect(splitTrailingJson(line).object).toEqual({ response_body: body, ...body });
  });

  it.each(["stored {'order': 'A-1', 'lines': [{'sku': 'S-1', 'gift': True}]}", "-> 200 {'order': 'A-1', 'ok': True}"])(
    'is in whatever form it was printed what it says: %s',
    (line) => expect(splitTrailingJson(line).object).toMatchObject({ order: 'A-1' }),
  );

  it.each(["{'at': datetime.datetime(2026, 3, 1)}", '{ oh what a day }', "{'a': 'b', ...}"])(
    'is none where it cannot be read: %s',
    (line) => {
      expect(splitTrailingJson(line)).toEqual({ message: line, object: null });
    },
  );
});

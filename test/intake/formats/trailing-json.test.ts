import { describe, expect, it } from 'vitest';
import { splitTrailingJson } from '../../../src/intake/formats/text/trailing-json.js';

describe('an object behind the words of a line', () => {
  it.each([
    'POST https://id.test/oauth/token -> 400 {"error":"invalid_grant","error_description":"expired"}',
    'POST /orders answered 422: {"error":"no stock"}',
    'PUT /orders/7 failed, status=503 {"error":"busy"}',
    'PATCH /orders/7 => 404 Not Found {"error":"gone"}',
  ])('is left to the reader of messages, where the status of a failed answer stands right before it: %s', (line) => {
    expect(splitTrailingJson(line)).toEqual({ message: line, object: null });
  });

  it.each(['order stored {"order":"A-1"}', 'POST /orders -> 201 {"id":"A-1"}', 'batch of 500 {"order":"A-1"}'])(
    'are the fields of the line elsewhere: %s',
    (line) => expect(splitTrailingJson(line).object).toEqual(JSON.parse(line.slice(line.indexOf('{')))),
  );
});

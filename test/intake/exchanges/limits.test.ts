import { describe, expect, it } from 'vitest';
import { limitInText, windowOfName } from '../../../src/intake/messages/limit-words.js';
import { createNormalizer } from '../../../src/intake/normalize.js';

const AT = Date.parse('2026-01-15T10:00:00Z');
const [SECOND, MINUTE, DAY] = [1000, 60_000, 86_400_000];

const limits = (fields: Record<string, unknown>) => {
  const record = { line: 1, time: '2026-01-15T10:00:00Z', message: null, fields: { status: 200, ...fields } as never };
  const event = createNormalizer({ file: 'app.log', format: 'json' }, [record]).events(record)[0];
  return [
    event?.limit_remaining,
    event?.limit_max,
    event?.limit_window_ms,
    event?.limit_reset_ms === null ? null : (event?.limit_reset_ms ?? 0) - AT,
  ];
};

describe('limits as targets state them: left, allowed, in which time, when full again', () => {
  it.each([
    [
      'GitHub',
      { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '4990', 'x-ratelimit-reset': String(AT / 1000 + 60) },
      [4990, 5000, null, MINUTE],
    ],
    ['drafts to 06', { 'RateLimit-Limit': 100, 'RateLimit-Remaining': 0, 'RateLimit-Reset': 5 }, [0, 100, null, 5000]],
    ['draft 07', { ratelimit: 'limit=100, remaining=50, reset=5' }, [50, 100, null, 5000]],
    ['drafts from 08', { RateLimit: '"default";r=0;t=5', 'RateLimit-Policy': '"default";q=100;w=60' }, [0, 100, MINUTE, 5000]],
    ['the scarcer of two', { RateLimit: '"burst";r=40;t=1, "daily";r=0;t=3600' }, [0, null, DAY, 3_600_000]],
    ['a policy alone', { status: 429, 'RateLimit-Policy': '"default";q=100;w=60' }, [null, 100, MINUTE, null]],
    ['Shopify REST', { 'X-Shopify-Shop-Api-Call-Limit': '39/40' }, [1, 40, null, null]],
    [
      'Shopify GraphQL',
      { response_body: { data: {}, extensions: { cost: { throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 12 } } } } },
      [12, 2000, null, null],
    ],
    ['Salesforce', { 'Sforce-Limit-Info': 'api-usage=14999/15000' }, [1, 15_000, DAY, null]],
    [
      'HubSpot, the second',
      {
        'X-HubSpot-RateLimit-Secondly': 10,
        'X-HubSpot-RateLimit-Secondly-Remaining': 0,
        'X-HubSpot-RateLimit-Daily': 250_000,
        'X-HubSpot-RateLimit-Daily-Remaining': 1000,
      },
      [0, 10, SECOND, null],
    ],
    [
      'HubSpot, the day',
      {
        'X-HubSpot-RateLimit-Secondly': 10,
        'X-HubSpot-RateLimit-Secondly-Remaining': 9,
        'X-HubSpot-RateLimit-Daily': 250_000,
        'X-HubSpot-RateLimit-Daily-Remaining': 0,
      },
      [0, 250_000, DAY, null],
    ],
    ['Xero', { 'X-MinLimit-Remaining': 57, 'X-DayLimit-Remaining': 0 }, [0, null, DAY, null]],
    ['Amazon selling partners', { 'x-amzn-RateLimit-Limit': '0.0167' }, [null, 0.0167, SECOND, null]],
    ['Azure', { 'x-ms-ratelimit-remaining-subscription-writes': '1199' }, [1199, null, null, null]],
    ['Zendesk', { 'zendesk-ratelimit-tickets-index': 'total=100; remaining=99; resets=41' }, [99, 100, null, 41_000]],
    ['Atlassian', { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': '2026-01-15T10:05Z' }, [0, null, null, 300_000]],
    ['a gateway of minutes', { 'X-RateLimit-Limit-Minute': 60, 'X-RateLimit-Remaining-Minute': 0 }, [0, 60, MINUTE, null]],
    ['NetSuite', { status: 429, error: 'Concurrent request limit exceeded: 5 concurrent requests' }, [null, 5, 0, null]],
    [
      'Google',
      { status: 403, error: "Quota exceeded for quota metric 'Reads' and limit 'Read requests per minute per user'" },
      [null, null, MINUTE, null],
    ],
    ['a good answer that speaks of limits', { status: 200, error: 'limit 5 requests per second' }, [null, null, null, null]],
  ])('%s', (_, fields, stated) => expect(limits(fields)).toEqual(stated));

  it.each([
    ['you may make 5 requests per second: limit exceeded', 5, SECOND],
    ['Rate limit: 1,000 calls/hour', 1000, 3_600_000],
    ['quota of 500 requests per 10 minutes exceeded', 500, MINUTE * 10],
    ['too many requests (max 10 concurrent)', 10, 0],
    ['policyName: TEN_SECONDLY_ROLLING rate limit', null, 10 * SECOND],
  ])('%s', (text, max, window) => expect(limitInText(text)).toEqual({ max, remaining: null, window }));

  it.each(['order 5 per day shipped', 'too many requests', ''])('%s names none', (text) => expect(limitInText(text)).toBeNull());
  it('a name without a window tells none', () => expect(windowOfName('x_ratelimit_remaining')).toBeNull());
});

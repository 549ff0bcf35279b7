import { describe, expect, it } from 'vitest';
import { configured } from '../../src/assess/severity.js';
import { RuleSetting } from '../../src/model/rule-setting.js';
import { severitySetting, subjectSetting } from '../../src/model/settings.js';

const SETTING = RuleSetting.parse({
  severity: { cap: 'medium' },
  subjects: [
    { target: 'sandbox.*', enabled: false },
    { operation: 'POST /payments*', severity: { raise: 'critical' } },
  ],
});
const subject = (over: object) => ({ source: 'billing', target: 'ledger.test', operation: 'GET /orders', ...over });

describe('settings of a rule', () => {
  it.each([
    [{ target: 'sandbox.ledger.test' }, false],
    [{ target: 'sandboxledger' }, undefined],
    [{ target: null }, undefined],
    [{}, undefined],
  ])('for %j: enabled %s', (over, enabled) => {
    expect(subjectSetting(SETTING, subject(over))?.enabled).toBe(enabled);
  });

  it('of a subject win over those of the rule', () => {
    expect(severitySetting(SETTING, subject({ operation: 'POST /payments/{id}' }))).toEqual({ raise: 'critical' });
    expect(severitySetting(SETTING, subject({}))).toEqual({ cap: 'medium' });
    expect(severitySetting(undefined, subject({}))).toBeUndefined();
  });

  it.each([
    ['high', { cap: 'medium' }, 'medium'],
    ['low', { cap: 'medium' }, 'low'],
    ['low', { raise: 'high' }, 'high'],
    ['critical', { raise: 'high' }, 'critical'],
    ['critical', { fixed: 'info' }, 'info'],
    ['low', undefined, 'low'],
  ] as const)('make %s with %j: %s', (severity, setting, expected) => {
    expect(configured(severity, setting)).toBe(expected);
  });

  it.each([
    [{ severity: {} }, /is empty/],
    [{ severity: { fixed: 'low', cap: 'low' } }, /fixed stands alone/],
    [{ subjects: [{ enabled: false }] }, /names no subject/],
  ])('%j are refused', (setting, message) => {
    expect(RuleSetting.safeParse(setting).error?.issues[0]?.message).toMatch(message);
  });
});

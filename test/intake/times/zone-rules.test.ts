import { expect, it } from 'vitest';
import { zoneRules } from '../../../src/intake/times/zone-rules.js';
import { UserError } from '../../../src/util/user-error.js';

it('gives every file the last zone that fits it', () => {
  const zoneOf = zoneRules(['+01:00', 'erp/*.log=Europe/Lisbon']);
  expect(zoneOf('erp/app.log')?.name).toBe('Europe/Lisbon');
  expect(zoneOf('app.log')?.name).toBe('+01:00');
  expect(zoneRules(['erp/*.log=Europe/Lisbon'])('app.log')).toBeNull();
});

it('says what a zone is when it knows none of that name', () => {
  expect(() => zoneRules(['Europe/Nowhere'])).toThrow(UserError);
  expect(() => zoneRules(['*.log=IST'])).toThrow(/Europe\/Berlin/);
});

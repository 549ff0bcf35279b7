/** Too little memory and too little disk are told as such, however the engine wraps them. */
import { expect, it } from 'vitest';
import { plainly } from '../../src/store/failures.js';
import { UserError } from '../../src/util/user-error.js';

const told = (message: string): Error => {
  try {
    return plainly(new Error(message));
  } catch (error) {
    return error as Error;
  }
};

it.each([
  ['Out of Memory Error: could not allocate block of size 256.0 KiB (190.5 MiB/190.7 MiB used)', /do not fit into the memory/],
  ['Failed to append: Failed to commit: failed to pin block of size 256.0 KiB (60.9 MiB/61.0 MiB used)', /do not fit into the memory/],
  [
    'TransactionContext Error: Failed to commit: Checkpoint failed for database "stored". Original error: Could not write file "tables.duckdb": No space left on device',
    /no room left/,
  ],
])('%s', (message, words) => {
  expect(told(message)).toBeInstanceOf(UserError);
  expect(told(message).message).toMatch(words);
});

it('leaves other failures as they are', () => {
  expect(told('Binder Error: no such column')).not.toBeInstanceOf(UserError);
  expect(told('Binder Error: no such column').message).toBe('Binder Error: no such column');
});

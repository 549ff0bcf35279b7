/** What failures of the engine mean for the user: its own words name settings that he has not. */
import { UserError } from '../util/user-error.js';

/** Also where these words stand within those of another step, such as a commit. */
export const isOutOfMemory = ({ message }: Error): boolean =>
  /^Out of Memory|failed to (?:pin|allocate) (?:block|data) of size/i.test(message);

const isOutOfDisk = ({ message }: Error): boolean =>
  /no space left on device|not enough space on the disk|disk quota exceeded/i.test(message);

/** Throws what the user can mend as such, and anything else as it is. */
export function plainly(error: Error): never {
  if (isOutOfDisk(error))
    throw new UserError(
      'The disk of the output folder has no room left for the tables of the audit. Free some, or name a folder on another disk with --out.',
    );
  if (!isOutOfMemory(error)) throw error;
  throw new UserError(
    'The tables of the audit do not fit into the memory that is allowed. Allow more with --memory, or audit fewer files at once.',
  );
}

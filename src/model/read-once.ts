/**
 * How a value is read that comes once in a run, such as a rule or the review: by going through its schema. The schema library else makes
 * code for each object of a schema before it reads the first, which took a tenth of what the main thread does in an audit of
 * a few lines. It pays for what comes line by line.
 */
export const READ_ONCE = { jitless: true } as const;

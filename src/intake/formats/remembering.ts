/** Formats every line of which may hang on the one before it. */
import type { ParsedLine } from '../records/format.js';

type Parse = (line: string) => ParsedLine | null;

/** Tells of the memory at each line. */
export function remembering(parse: Parse, onMemory: () => void = () => {}): Parse {
  return (line) => {
    onMemory();
    return parse(line);
  };
}

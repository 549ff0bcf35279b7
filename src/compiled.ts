/**
 * Starts code that was compiled when the program was built. To read, parse and compile it took a fifth of the whole time
 * of an audit of a few lines; what V8 made of it the last time is taken up in a tenth of that. Nothing is written when it runs: where another
 * version of V8 than that of the build finds the compiled form strange, it compiles the code itself.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';

/** Settings of V8. They come before any code is compiled: what was compiled under others is not taken up. */
export function setEngine(): void {
  // What the sample of a log is read into is held until all of it is learned. V8 would conclude that what later records are
  // read into lives as long, and leave it to the dear collection of old objects: a third of the time of an intake.
  setFlagsFromString('--no-allocation-site-pretenuring');
  // Machine code for the many long patterns of the vocabularies is made for those that are used often, not at their second
  // use: a small input asks each of them a few times, and making it took a twentieth of the whole time.
  setFlagsFromString('--regexp-tier-up-ticks=50');
}

export interface Started<T> {
  readonly exports: T;
  /** False where V8 had to compile the code itself. */
  readonly taken: boolean;
  /** What V8 has compiled by now, for the next start. */
  readonly compiled: () => Buffer;
}

/** Where the compiled form of a file lies. */
export const compiledPlace = (file: string): string => file.replace(/\.cjs$/, '.v8');

/** Runs a file of code that hands out what it has as `module.exports`. */
export function startCompiled<T>(code: URL): Started<T> {
  const file = fileURLToPath(code);
  const compiled = compiledPlace(file);
  const script = new Script(Module.wrap(readFileSync(file, 'utf8')), {
    filename: file,
    cachedData: existsSync(compiled) ? readFileSync(compiled) : undefined,
  });
  const module = { exports: {} as T };
  script.runInThisContext()(module.exports, createRequire(file), module, file, path.dirname(file));
  return { exports: module.exports, taken: script.cachedDataRejected === false, compiled: () => script.createCachedData() };
}

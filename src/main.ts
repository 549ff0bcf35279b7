#!/usr/bin/env node
import { setEngine, startCompiled } from './compiled.js';

setEngine();
const { runCommandLine } = startCompiled<typeof import('./cli/program.js')>(new URL('./program.cjs', import.meta.url)).exports;

process.exitCode = await runCommandLine(process.argv.slice(2));

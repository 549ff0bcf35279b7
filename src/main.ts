#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { runCommandLine } from './cli/program.js';

// What the sample of a log is read into is held until all of it is learned. V8 would conclude that what later records are
// read into lives as long, and leave it to the dear collection of old objects: a third of the time of an intake.
setFlagsFromString('--no-allocation-site-pretenuring');
// Machine code for the many long patterns of the vocabularies is made for those that are used often, not at their second
// use: a small input asks each of them a few times, and making it took a twentieth of the whole time.
setFlagsFromString('--regexp-tier-up-ticks=50');

process.exitCode = await runCommandLine(process.argv.slice(2));

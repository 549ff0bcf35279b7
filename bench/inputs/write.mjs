// Writes an input once and keeps it: making a gigabyte takes longer than auditing it should.
import fs from 'node:fs';
import path from 'node:path';
import { accessLine, jsonLine, logfmtLine } from './formats.mjs';
import { traffic } from './traffic.mjs';

const WRITERS = { json: jsonLine, access: accessLine, logfmt: logfmtLine };

/** Path of a file of `lines` lines in a format, made when it is not there. */
export function inputFile(folder, format, lines) {
  const file = path.join(folder, `${format}-${lines}.log`);
  if (fs.existsSync(file)) return file;
  fs.mkdirSync(folder, { recursive: true });
  const out = fs.openSync(`${file}.part`, 'w');
  let batch = [];
  for (const call of traffic(lines)) {
    if (batch.push(WRITERS[format](call)) < 5000) continue;
    fs.writeSync(out, `${batch.join('\n')}\n`);
    batch = [];
  }
  fs.writeSync(out, batch.map((line) => `${line}\n`).join(''));
  fs.closeSync(out);
  fs.renameSync(`${file}.part`, file);
  return file;
}

/** A folder with a share of each format, as an incident's folder has them. */
export function mixedFolder(folder, lines) {
  const mixed = path.join(folder, `mixed-${lines}`);
  fs.mkdirSync(mixed, { recursive: true });
  for (const format of Object.keys(WRITERS)) inputFile(mixed, format, Math.floor(lines / 3));
  return mixed;
}

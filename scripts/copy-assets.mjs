#!/usr/bin/env node
// Copies what the compiler leaves behind (*.sql, *.yaml under src/) to the same place under dist/, and keeps
// the parsed form of all YAML that the program reads at its start.
import fs from 'node:fs';
import path from 'node:path';
import { parseUncached } from '../dist/util/yaml.js';
import { textHash } from '../dist/util/yaml-cache.js';

for (const name of fs.readdirSync('src', { recursive: true })) {
  if (!/\.(sql|yaml)$/.test(name)) continue;
  const to = path.join('dist', name);
  fs.mkdirSync(path.dirname(to), { recursive: true });
  fs.copyFileSync(path.join('src', name), to);
}

const cache = {};
for (const folder of ['src', 'rules']) {
  for (const name of fs.readdirSync(folder, { recursive: true })) {
    if (!/\.yaml$/.test(name) || path.basename(name) === 'cases.yaml') continue;
    const text = fs.readFileSync(path.join(folder, name), 'utf8');
    cache[textHash(text)] = JSON.stringify(parseUncached(text));
  }
}
fs.writeFileSync(path.join('dist', 'util', 'yaml-cache.json'), JSON.stringify(cache));
fs.chmodSync(path.join('dist', 'main.js'), 0o755);

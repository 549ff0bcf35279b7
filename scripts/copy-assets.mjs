#!/usr/bin/env node
// Copies what the compiler leaves behind (*.sql, *.yaml under src/) to the same place under dist/.
import fs from 'node:fs';
import path from 'node:path';

for (const name of fs.readdirSync('src', { recursive: true })) {
  if (!/\.(sql|yaml)$/.test(name)) continue;
  const to = path.join('dist', name);
  fs.mkdirSync(path.dirname(to), { recursive: true });
  fs.copyFileSync(path.join('src', name), to);
}
fs.chmodSync(path.join('dist', 'main.js'), 0o755);

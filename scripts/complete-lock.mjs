#!/usr/bin/env node
// Run after `npm install` where the registry at hand lacks packages for other platforms: npm then leaves
// them out of package-lock.json, and `npm ci` refuses the file. Adds them by name and exact version.
import fs from 'node:fs';

const FILE = 'package-lock.json';
const lock = JSON.parse(fs.readFileSync(FILE, 'utf8'));
const packages = lock.packages;

for (const owner of Object.values(packages)) {
  for (const [name, version] of Object.entries(owner.optionalDependencies ?? {})) {
    const platform = /(android|darwin|linux|win32)-(arm64|x64)(-musl)?$/.exec(name);
    if (!platform || !/^\d/.test(version) || packages[`node_modules/${name}`]) continue;
    packages[`node_modules/${name}`] = entry(version, platform, owner);
    console.log(`added ${name} ${version}`);
  }
}
const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
fs.writeFileSync(FILE, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);

function entry(version, [, os, cpu, musl], owner) {
  return {
    version,
    cpu: [cpu],
    ...(owner.dev ? { dev: true } : {}),
    ...(os === 'linux' ? { libc: [musl ? 'musl' : 'glibc'] } : {}),
    license: owner.license,
    optional: true,
    os: [os],
  };
}

// Builds the program into dist/: the sources and the packages they use as a few files, since a start that opens
// hundreds of small ones takes a second; what the sources read (*.sql, *.yaml) at its place; and the parsed form of all
// YAML that the program reads at its start.
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { parseUncached } from '../src/util/yaml.ts';
import { textHash } from '../src/util/yaml-cache.ts';
import { licencesOf } from './build/licences.mjs';
import { placed } from './build/sources.mjs';

fs.rmSync('dist', { recursive: true, force: true });
await bundle();
copyAssets();
keepParsedYaml();

async function bundle() {
  const { metafile } = await build({
    // The second is where the threads of the intake begin.
    entryPoints: { main: 'src/main.ts', 'intake-worker': 'src/intake/blocks/worker.ts' },
    outdir: 'dist',
    bundle: true,
    splitting: true,
    // The engine's native part cannot be bundled.
    external: ['@duckdb/node-bindings*'],
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
    metafile: true,
    // Packages in the older module form ask for others by `require`.
    banner: { js: "import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);" },
    plugins: [
      placed((source) => `new URL(${JSON.stringify(`./${path.relative('src', source).replaceAll('\\', '/')}`)}, import.meta.url).href`),
    ],
  });
  fs.writeFileSync('dist/LICENCES.txt', licencesOf(Object.keys(metafile.inputs)));
  fs.chmodSync('dist/main.js', 0o755);
}

function copyAssets() {
  for (const name of fs.readdirSync('src', { recursive: true })) {
    if (!/\.(sql|yaml)$/.test(name)) continue;
    const to = path.join('dist', name);
    fs.mkdirSync(path.dirname(to), { recursive: true });
    fs.copyFileSync(path.join('src', name), to);
  }
}

function keepParsedYaml() {
  const cache = {};
  for (const folder of ['src', 'rules']) {
    for (const name of fs.readdirSync(folder, { recursive: true })) {
      if (!/\.yaml$/.test(name) || path.basename(name) === 'cases.yaml') continue;
      const text = fs.readFileSync(path.join(folder, name), 'utf8');
      cache[textHash(text)] = JSON.stringify(parseUncached(text));
    }
  }
  fs.mkdirSync('dist/util', { recursive: true });
  fs.writeFileSync('dist/util/yaml-cache.json', JSON.stringify(cache));
}

// Builds the program into dist/: the sources and the packages they use as a few files, since a start that opens
// hundreds of small ones takes a second; what the sources read (*.sql, *.yaml) at its place; the parsed form of all
// YAML that the program reads at its start; and the compiled form of the code that an audit runs.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { parseUncached } from '../src/util/yaml.ts';
import { textHash } from '../src/util/yaml-cache.ts';
import { licencesOf } from './build/licences.mjs';
import { placed } from './build/sources.mjs';

fs.rmSync('dist', { recursive: true, force: true });
await bundle();
keepAscii();
copyAssets();
keepParsedYaml();
keepCompiled();

async function bundle() {
  const common = { outdir: 'dist', bundle: true, platform: 'node', target: 'node20', logLevel: 'warning', metafile: true };
  // The engine's native part cannot be bundled.
  const external = ['@duckdb/node-bindings*'];
  const inputs = [];
  const add = async (options) => inputs.push(...Object.keys((await build({ ...common, external, ...options })).metafile.inputs));
  const beside = (source) => JSON.stringify(`./${path.relative('src', source).replaceAll('\\', '/')}`);
  await add({
    // The second is where the threads of the intake begin.
    entryPoints: { main: 'src/main.ts', 'intake-worker': 'src/intake/blocks/worker.ts' },
    format: 'esm',
    // Packages in the older module form ask for others by `require`.
    banner: { js: "import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);" },
    plugins: [placed((source) => `new URL(${beside(source)}, import.meta.url).href`)],
  });
  await add({
    // One file of a form that V8 can take up compiled. The names in it stay, for the sake of what a fault says of its place.
    entryPoints: { program: 'src/cli/program.ts' },
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    minifyWhitespace: true,
    lineLimit: 160,
    plugins: [placed((source) => `new URL(${beside(source)}, require('node:url').pathToFileURL(__filename)).href`)],
  });
  fs.writeFileSync('dist/LICENCES.txt', licencesOf(inputs));
  fs.chmodSync('dist/main.js', 0o755);
}

/**
 * Of letters beyond ASCII, V8 holds the whole file in twice the room, and takes it up more slowly. What the bundler leaves of them stands
 * in patterns, which mean the same escaped.
 */
function keepAscii() {
  const code = fs.readFileSync('dist/program.cjs', 'utf8');
  const escaped = (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  fs.writeFileSync('dist/program.cjs', code.replace(/[\u0080-\uffff]/g, escaped));
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

/** By an audit of the smallest sample, in a process of its own: V8 keeps what was compiled until then. */
function keepCompiled() {
  const { status } = spawnSync(process.execPath, ['scripts/run.mjs', 'scripts/build/keep-compiled.mjs'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('the audit that compiles the program failed');
}

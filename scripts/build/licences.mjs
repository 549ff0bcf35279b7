// The licences of the packages whose code stands in the bundle: most ask to be kept with it.
import fs from 'node:fs';
import path from 'node:path';

/** @param {readonly string[]} inputs paths of all files in the bundle */
export function licencesOf(inputs) {
  const folders = new Set(inputs.map((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]).filter(Boolean));
  return [...folders].sort().map(licenceOf).join('\n\n');
}

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const texts = fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((file) => file.isFile() && /^(licen[cs]e|notice|copying)/i.test(file.name))
    .map((file) => file.name);
  return [
    `== ${name} ${version} (${license})`,
    ...texts.sort().map((file) => fs.readFileSync(path.join(folder, file), 'utf8').trim()),
  ].join('\n\n');
}

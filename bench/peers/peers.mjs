// What else people reach for, on the same file. A program that is not installed is left out and named.
import path from 'node:path';

const here = import.meta.dirname;
const node = process.execPath;

/** @returns {{ name: string, program: string, command: string[] }[]} the peers of a format */
export function peersOf(format, file) {
  const floor = [
    { name: 'cat', program: 'cat', command: ['cat', file] },
    { name: 'wc -l', program: 'wc', command: ['wc', '-l', file] },
  ];
  if (format === 'json') {
    return [
      ...floor,
      { name: 'engine: read_json into a table', program: node, command: [node, path.join(here, 'engine.mjs'), file, 'read'] },
      { name: 'engine: read_json and five questions in SQL', program: node, command: [node, path.join(here, 'engine.mjs'), file] },
      { name: 'jq: one field', program: 'jq', command: ['jq', '-r', '.http.status_code', file] },
      { name: 'ndjson and a Map', program: node, command: [node, path.join(here, 'script.mjs'), file] },
      { name: 'lnav: count of one column', program: 'lnav', command: ['lnav', '-n', '-c', ';SELECT count(*) FROM all_logs', file] },
    ];
  }
  const awk = { name: 'awk: lines by method', program: 'awk', command: ['awk', '/POST/ { n++ } END { print n }', file] };
  if (format !== 'access') return [...floor, awk];
  return [
    ...floor,
    awk,
    { name: 'goaccess', program: 'goaccess', command: ['goaccess', '--log-format=COMBINED', '-o', 'json', '--no-progress', file] },
    { name: 'lnav: count of one column', program: 'lnav', command: ['lnav', '-n', '-c', ';SELECT count(*) FROM access_log', file] },
  ];
}

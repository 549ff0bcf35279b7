#!/usr/bin/env node
// Writes the pages that are made from code and rules: docs/rules.md, docs/taxonomy.md and docs/reference/.
// With --check nothing is written; it fails when a page is out of date.
import fs from 'node:fs';
import { ruleText } from '../src/cli/rule-text.ts';
import { configJsonSchema } from '../src/model/config.ts';
import { eventJsonSchema } from '../src/model/event.ts';
import { mappingJsonSchema } from '../src/model/mapping.ts';
import { policiesJsonSchema } from '../src/model/policy.ts';
import { REPAIR_FILES } from '../src/model/repair.ts';
import { loadRules } from '../src/rulepack/load.ts';
import { openStore } from '../src/store/store.ts';
import { viewDocs } from '../src/store/view-docs.ts';
import { topics } from '../src/store/words.ts';
import { taxonomyPage } from './docs/taxonomy-page.mjs';

const pages = {
  'docs/rules.md': await rulesPage(),
  'docs/taxonomy.md': taxonomyPage('rules/taxonomy'),
  'docs/reference/event.md': eventPage(),
  'docs/reference/views.md': await viewsPage(),
  'docs/reference/config.md': configPage(),
  'docs/reference/caseharden.schema.json': `${JSON.stringify(configJsonSchema(), null, 2)}\n`,
  'docs/reference/mapping.md': mappingPage(),
  'docs/reference/mapping.schema.json': `${JSON.stringify(mappingJsonSchema(), null, 2)}\n`,
  'docs/reference/policies.schema.json': `${JSON.stringify(policiesJsonSchema(), null, 2)}\n`,
  'docs/reference/policies.md': policiesPage(),
  'docs/reference/records.md': recordsPage(),
};

for (const [file, text] of Object.entries(pages)) {
  if (!process.argv.includes('--check')) fs.writeFileSync(file, text);
  else if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text) {
    console.error(`${file} is out of date. Run \`npm run docs\` and commit the result.`);
    process.exitCode = 1;
  }
}

async function rulesPage() {
  const { rules } = await loadRules(['rules']);
  const list = rules.map(({ id, rule }) => `- [\`${id}\`](#${id.replace('/', '')}): ${rule.finds.replace(/\s+/g, ' ').trim()}`);
  return [
    '# Rules\n',
    'Made from `rules/` by `npm run docs`; do not edit. How to add a rule stands in [CONTRIBUTING.md](../CONTRIBUTING.md).\n',
    `${list.join('\n')}\n`,
    ...rules.map(ruleText),
  ].join('\n');
}

function eventPage() {
  const { properties } = eventJsonSchema();
  const rows = Object.entries(properties).map(([name, field]) => `| \`${name}\` | ${typeOf(field)} | ${field.description ?? ''} |`);
  return [
    '# The event\n',
    'Made from `src/model/event.ts` by `npm run docs`; do not edit. An event is what one record of the input says.',
    '`caseharden events PATH` writes one event a line, without the fields that are null and with the redacted line as `text`.\n',
    '| field | type | meaning |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function configPage() {
  const parts = Object.entries(configJsonSchema().properties).map(([name, field]) => {
    const rows = settingsIn(field, '').map(([path, one]) => `| \`${path}\` | ${one.description ?? ''}${choices(one)} |`);
    const table = rows.length === 0 ? [] : ['', '| setting | meaning |', '| --- | --- |', ...rows];
    return [`## ${name}\n`, `${field.description ?? ''}${choices(field)}`, ...table, ''].join('\n');
  });
  return [
    '# The configuration file\n',
    'Made from `src/model/config.ts` by `npm run docs`; do not edit. `caseharden.yaml` is looked for in the working folder and upwards;',
    '`--config FILE` names another, `--no-config` goes without. [caseharden.schema.json](caseharden.schema.json) is for editors.\n',
    ...parts,
  ].join('\n');
}

/** Settings below a part, with the path that leads to them; NAME stands for a name of the user's. */
function settingsIn(field, before) {
  if (field.items?.properties) return settingsIn(field.items, `${before}[]`);
  if (field.additionalProperties?.properties || field.additionalProperties?.additionalProperties)
    return settingsIn(field.additionalProperties, `${before}${before === '' ? '' : '.'}NAME`);
  return Object.entries(field.properties ?? {}).flatMap(([name, one]) => {
    const path = before === '' ? name : `${before}.${name}`;
    return [[path, one], ...settingsIn(one, path)];
  });
}

function choices(field) {
  return field.enum ? ` One of ${field.enum.join(', ')}.` : '';
}

function mappingPage() {
  const { properties } = mappingJsonSchema().properties.mappings.items;
  const inner = (field) =>
    (field.anyOf ?? [field.additionalProperties, field]).flatMap((one) => one?.anyOf ?? [one]).find((one) => one?.properties)?.properties;
  const rows = Object.entries(properties).flatMap(([name, field]) => [
    `| \`${name}\` | ${field.description ?? ''} |`,
    ...Object.entries(inner(field) ?? {}).map(
      ([part, one]) => `| \`${name}\`: \`${part}\` | ${one.description ?? ''}${one.enum ? ` One of ${one.enum.join(', ')}.` : ''} |`,
    ),
  ]);
  return [
    '# The mapping file\n',
    'Made from `src/model/mapping.ts` by `npm run docs`; do not edit. A mapping says how files of a format are read that',
    'caseharden does not know: `--mapping FILE`. [Adding a format](../adding-a-format.md) shows one at work;',
    '[mapping.schema.json](mapping.schema.json) is for editors. The file holds a list, `mappings`; each entry may have:\n',
    '| name | meaning |',
    '| --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

/** A policy is a set of common fields and one of the settings. */
function policiesPage() {
  const kinds = policiesJsonSchema().properties.policies.items.oneOf;
  const field = ([name, one]) => `| \`${name}\` | ${one.description ?? ''} |`;
  const { setting: _setting, values: _values, ...about } = kinds[0].properties;
  const shared = Object.entries(about).flatMap(([name, one]) => [
    field([name, one]),
    ...Object.entries(one.properties ?? {}).map(([part, inner]) => `| \`${name}\`: \`${part}\` | ${inner.description ?? ''} |`),
  ]);
  const values = kinds.flatMap(({ properties }) =>
    Object.entries(properties.values.properties).map(
      ([name, one]) => `| \`${properties.setting.const}\` | \`${name}\` | ${one.description ?? ''} |`,
    ),
  );
  return [
    '# policies.yaml\n',
    'Made from `src/model/policy.ts` by `npm run docs`; do not edit. The file says in numbers what the section Policies of the review says in words.',
    '[policies.schema.json](policies.schema.json) is its JSON Schema. It holds a list, `policies`; each entry has:\n',
    '| name | meaning |',
    '| --- | --- |',
    ...shared,
    '| `setting` | What is set: one of the list below. |',
    '| `values` | Its numbers. |\n',
    '| setting | value | meaning |',
    '| --- | --- | --- |',
    ...values,
    '',
  ].join('\n');
}

function recordsPage() {
  return [
    '# records/\n',
    'Made from `src/model/repair.ts` by `npm run docs`; do not edit. The lists of records to repair, for the procedures of the runbook:',
    'CSV (RFC 4180) with a header, in UTF-8. A value that a spreadsheet would take for a formula has an apostrophe in front.',
    'A file with a header alone says that there is nothing to repair.\n',
    ...REPAIR_FILES.map(({ file, row, is }) =>
      [
        `## ${file}\n`,
        `${is}\n`,
        '| column | meaning |',
        '| --- | --- |',
        ...Object.entries(row.shape).map(([name, one]) => `| \`${name}\` | ${one.description ?? ''} |`),
        '',
      ].join('\n'),
    ),
  ].join('\n');
}

async function viewsPage() {
  const store = await openStore();
  await store.build([]);
  const views = await viewDocs(store);
  store.close();
  return [
    '# The views\n',
    'Made from `src/store/views.yaml` and the tables by `npm run docs`; do not edit. These are the tables that the SQL of a rule may read.',
    'Times are milliseconds since 1970-01-01 UTC. Columns named like a field of the [event](event.md) mean the same.\n',
    ...views.map(({ name, is, columns }) =>
      [
        `## ${name}\n`,
        `${is}\n`,
        '| column | type | meaning |',
        '| --- | --- | --- |',
        ...columns.map((c) => `| \`${c.name}\` | ${c.type} | ${c.meaning} |`),
        '',
      ].join('\n'),
    ),
    '## Words\n',
    'What a text speaks of is asked with a function; the patterns of all languages stand in `src/store/words.yaml`. A null says nothing.\n',
    '| function | true when |',
    '| --- | --- |',
    ...topics().map(({ name, is }) => `| \`says_${name}(text)\` | ${is} |`),
    '',
  ].join('\n');
}

function typeOf(field) {
  const choices = (field.anyOf ?? [field]).filter((one) => one.type !== 'null');
  const names = choices.map((one) =>
    one.enum
      ? one.enum.map((word) => `\`${word}\``).join(', ')
      : [one.type]
          .flat()
          .filter((type) => type !== 'null')
          .join(' or '),
  );
  return names.join(' or ');
}

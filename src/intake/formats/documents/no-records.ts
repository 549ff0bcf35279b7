/**
 * Texts that tell of nothing that happened: licences, configuration, descriptions of APIs and of
 * workflows. They lie beside logs. Read line by line they would be thousands of statements with words
 * such as "failed" in them.
 */

import type { DocumentFormat, ReadResult, Sample, Value } from '../../records/format.js';
import { isObject } from '../../records/value.js';
import { asList, at } from '../json/value.js';
import type { DocumentShape } from './json-document.js';

const NONE = { score: 0, reason: '' };

function skipped(name: string, what: string, fit: (sample: Sample) => number): DocumentFormat {
  return {
    name,
    kind: 'document',
    fit(sample) {
      const score = fit(sample);
      return score === 0 ? NONE : { score, reason: what };
    },
    read: (): Iterable<ReadResult> => [{ line: 1, reject: 'skipped', reason: `${what}; it holds no records` }],
  };
}

const LICENCE = [
  /Permission is hereby granted, free of charge/i,
  /THE SOFTWARE IS PROVIDED ["“]AS IS["”]/i,
  /Licensed under the Apache License|^\s*Apache License\s*$/im,
  /Redistribution and use in source and binary forms/i,
  /GNU (?:LESSER |AFFERO )?GENERAL PUBLIC LICENSE/i,
  /Mozilla Public License/i,
  /^\s*Creative Commons (?:Attribution|Legal Code)/im,
  /This is free and unencumbered software released into the public domain/i,
  /^\s*CC0 1\.0 Universal/,
  /TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION/i,
];
const DATED = /^\S{0,3}\d{4}-\d\d-\d\d[T ]\d\d:\d\d|^\w{3} [ \d]\d \d\d:\d\d:\d\d /;

/** A licence quoted in a log or above a program's output is not the text as a whole. */
function licenceFit({ head, lines }: Sample): number {
  if (lines.some((line) => DATED.test(line))) return 0;
  // A README names its licence near its end; a licence begins with it.
  return LICENCE.some((pattern) => pattern.test(head.slice(0, 1_500))) && !/^#{1,3} \S/m.test(head.slice(0, 1_500)) ? 0.8 : 0;
}

const KEY = /^\s*(?:- )*(?:[\w$./@*-]+|"[^"]*"|'[^']*'|\{\{[^}]*\}\}):(?:\s|$)/;
const ITEM = /^\s*- \S/;
/** Deeper levels are what tells YAML from text with colons in it. */
const NESTED = /^\s+(?:- )?[\w$./@"'-]+:(?:\s|$)/;
const OPENS = /^\s*(?:- )?[\w$./@"'-]+:\s*(?:[|>][+-]?\s*)?$/;

function yamlFit({ lines, name }: Sample): number {
  const rows = lines.filter((line) => !/^\s*#/.test(line));
  if (rows.length < 3 || rows.some((line) => DATED.test(line)) || !/^(?:---|%YAML|\s*- |[\w$."'/-]+:)/.test(rows[0] ?? '')) return 0;
  const keys = rows.filter((line) => KEY.test(line) || ITEM.test(line) || /^(?:---|\.\.\.)/.test(line)).length;
  // Text goes on below its key when it is long.
  const below = rows.filter((line) => /^\s{2,}\S/.test(line) && !KEY.test(line) && !ITEM.test(line)).length;
  const nested = rows.some((line) => NESTED.test(line)) && rows.some((line) => OPENS.test(line));
  const named = /\.ya?ml$/i.test(name);
  if (!nested || (keys + below) / rows.length < 0.9 || keys / rows.length < (named ? 0.3 : 0.6)) return 0;
  return named ? 0.9 : 0.62;
}

export const licence = skipped('licence', 'the text of a licence', licenceFit);
export const yamlDocument = skipped('yaml-document', 'a YAML document, such as a configuration or a description of an API', yamlFit);

/** What a JSON document defines; null when it defines nothing. */
function definition(value: Value): string | null {
  if (!isObject(value)) return null;
  const has = (...paths: readonly string[]): boolean => paths.every((path) => at(value, path) !== undefined);
  if ((has('openapi') || has('swagger')) && has('paths')) return 'a description of an API (OpenAPI)';
  if (has('asyncapi') && has('channels')) return 'a description of an API (AsyncAPI)';
  // A sample may end before the connections.
  const n8n = isObject(value.connections) || /n8n-nodes|n8n\/n8n/.test(String(at(asList(value.nodes)[0], 'type') ?? ''));
  if (Array.isArray(value.nodes) && n8n && !has('data')) return 'a definition of a workflow (n8n)';
  if (/postman/.test(String(at(value, 'info.schema') ?? '')) && has('item') && !has('run')) return 'a collection of requests (Postman)';
  if (Array.isArray(value.panels) && has('templating', 'schemaVersion')) return 'a dashboard (Grafana)';
  if (has('$schema') && (has('properties') || has('definitions') || has('$defs'))) return 'a JSON schema';
  if (has('name', 'version') && (has('dependencies') || has('scripts') || has('devDependencies'))) return 'a package file';
  if (has('AWSTemplateFormatVersion') || (has('StartAt') && isObject(value.States))) return 'a definition of cloud resources (AWS)';
  if (isObject(value.definition) && has('definition.triggers') && has('definition.actions'))
    return 'a definition of a workflow (Logic Apps)';
  if (asList(value.flow).length > 0 && has('metadata.scenario')) return 'a definition of a workflow (Make)';
  return null;
}

export const definitionJson: DocumentShape = {
  name: 'definition',
  score: 0.98,
  fits: definition,
  *read(document) {
    yield {
      line: document.line,
      reject: 'skipped',
      reason: `${definition(document.value) ?? 'a definition'}; it holds no records of what happened`,
    };
  },
};

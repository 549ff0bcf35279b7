/** What fits the schema of the configuration and still cannot be meant: names that overlap, entries that say the same twice. */
import type { Config } from '../../model/config.js';
import { namePattern } from '../../model/name-pattern.js';
import type { Fault } from './issues.js';

type Locate = (path: readonly PropertyKey[]) => string;

export function faultsOf(config: Config, locate: Locate): Fault[] {
  return [
    ...systemFaults(config, locate),
    ...aliasFaults(config, locate),
    ...flowFaults(config, locate),
    ...redactionFaults(config),
    ...suppressionFaults(config, locate),
    ...parameterFaults(config, locate),
    ...severityFaults(config),
  ];
}

interface Entry {
  readonly system: string;
  readonly kind: 'hosts' | 'services' | 'files';
  readonly pattern: string;
  readonly path: readonly PropertyKey[];
}

function entriesOf({ systems }: Config): Entry[] {
  return Object.entries(systems).flatMap(([system, setting]) =>
    (['hosts', 'services', 'files'] as const).flatMap((kind) =>
      setting[kind].map((pattern, at) => ({ system, kind, pattern, path: ['systems', system, kind, at] })),
    ),
  );
}

/** One host, service or file is one system's; a name that leads on to another system would lead on for ever. */
function systemFaults(config: Config, locate: Locate): Fault[] {
  const entries = entriesOf(config);
  return entries.flatMap((entry, at) => {
    const other = entries
      .slice(0, at)
      .find((one) => one.kind === entry.kind && one.system !== entry.system && meet(one.pattern, entry.pattern));
    if (other)
      return [
        {
          path: entry.path,
          message: `${entry.pattern} is ${entry.system} here and ${other.system} in ${locate(other.path)} (${other.pattern}); let each name belong to one system`,
        },
      ];
    if (entry.kind === 'files' || entry.pattern === entry.system || !Object.hasOwn(config.systems, entry.pattern)) return [];
    const back = config.systems[entry.pattern];
    const circle = back && [...back.hosts, ...back.services].includes(entry.system) ? ', which names it in turn: a circle' : '';
    return [
      {
        path: entry.path,
        message: `${entry.system} lists ${entry.pattern}, a system of its own (${locate(['systems', entry.pattern])})${circle}; put all names under one of the two`,
      },
    ];
  });
}

function meet(a: string, b: string): boolean {
  return (
    a.toLowerCase() === b.toLowerCase() || (!b.includes('*') && namePattern(a).test(b)) || (!a.includes('*') && namePattern(b).test(a))
  );
}

/** A host that has a name of its own is never seen under the old one again. */
function aliasFaults(config: Config, locate: Locate): Fault[] {
  const entries = entriesOf(config).filter(({ kind, pattern, system }) => kind !== 'files' && pattern !== system);
  const places: [readonly PropertyKey[], string | undefined][] = [
    ...Object.keys(config.owners).map((name): [PropertyKey[], string] => [['owners', name], name]),
    ...config.flows.flatMap(({ source, target }, at): [PropertyKey[], string | undefined][] => [
      [['flows', at, 'source', 'system'], source.system],
      [['flows', at, 'target', 'system'], target.system],
    ]),
    ...Object.entries(config.rules).flatMap(([rule, { subjects }]) =>
      subjects.flatMap(({ source, target }, at): [PropertyKey[], string | undefined][] => [
        [['rules', rule, 'subjects', at, 'source'], source],
        [['rules', rule, 'subjects', at, 'target'], target],
      ]),
    ),
    ...config.suppressions.flatMap(({ source, target }, at): [PropertyKey[], string | undefined][] => [
      [['suppressions', at, 'source'], source],
      [['suppressions', at, 'target'], target],
    ]),
  ];
  return places.flatMap(([path, name]) => {
    if (name === undefined || name.includes('*')) return [];
    const entry = entries.find(({ pattern }) => namePattern(pattern).test(name));
    return entry ? [{ path, message: `${name} is called ${entry.system} (${locate(entry.path)}); write ${entry.system}` }] : [];
  });
}

function flowFaults({ flows }: Config, locate: Locate): Fault[] {
  return flows.flatMap((flow, at) => {
    const before = flows.findIndex(({ name }) => name === flow.name);
    if (before < at)
      return [
        {
          path: ['flows', at, 'name'],
          message: `there is a flow ${flow.name} already (${locate(['flows', before])}); give it a name of its own`,
        },
      ];
    if (JSON.stringify(flow.source) === JSON.stringify(flow.target))
      return [
        {
          path: ['flows', at, 'target'],
          message: `${flow.name} ends where it begins: source and target are the same; name what happens at the target`,
        },
      ];
    return [];
  });
}

/** A repetition of a group that itself repeats may need longer than anybody waits for one line. */
const NESTED = /\((?:[^()\\]|\\.)*[+*](?:[^()\\]|\\.)*\)[+*{]/;

function redactionFaults({ redaction }: Config): Fault[] {
  return redaction.flatMap(({ match }, at) => {
    const path = ['redaction', at, 'match'];
    if (NESTED.test(match))
      return [{ path, message: `${match} repeats a group that repeats itself, which may take for ever; write the inside without + or *` }];
    try {
      return new RegExp(match).test('')
        ? [{ path, message: `${match} fits an empty text and so everything; ask for at least one character` }]
        : [];
    } catch (error) {
      return [{ path, message: `${match} is no regular expression: ${(error as Error).message.split(': ').at(-1)}; mend it` }];
    }
  });
}

function suppressionFaults({ suppressions }: Config, locate: Locate): Fault[] {
  const meant = suppressions.map(({ fingerprint, rule, source, target, operation }) =>
    JSON.stringify([fingerprint, rule, source, target, operation]),
  );
  return meant.flatMap((one, at) => {
    const before = meant.indexOf(one);
    return before < at
      ? [
          {
            path: ['suppressions', at],
            message: `the same is suppressed in ${locate(['suppressions', before])} already; keep one of the two`,
          },
        ]
      : [];
  });
}

function parameterFaults({ parameters, rules }: Config, locate: Locate): Fault[] {
  return Object.entries(parameters).flatMap(([id, values]) =>
    Object.keys(values).flatMap((name) => {
      const other = rules[id]?.parameters?.[name];
      if (other === undefined || other === values[name]) return [];
      return [
        {
          path: ['parameters', id, name],
          message: `${id}: ${name} is ${values[name]} here and ${other} in ${locate(['rules', id, 'parameters', name])}; keep one of the two`,
        },
      ];
    }),
  );
}

const ORDER = ['critical', 'high', 'medium', 'low', 'info'];

/** A floor above the ceiling leaves no severity. */
function severityFaults({ rules }: Config): Fault[] {
  return Object.entries(rules).flatMap(([id, { severity, subjects }]) =>
    [
      { severity, path: ['rules', id, 'severity'] as PropertyKey[] },
      ...subjects.map((one, at) => ({ severity: one.severity, path: ['rules', id, 'subjects', at, 'severity'] })),
    ].flatMap(({ severity: set, path }) =>
      set?.raise && set.cap && ORDER.indexOf(set.raise) < ORDER.indexOf(set.cap)
        ? [{ path, message: `at least ${set.raise} and at most ${set.cap} leave nothing; raise must not be graver than cap` }]
        : [],
    ),
  );
}

/** The command line: what can be asked for. The work of a command is imported only when it is called. */
import { Command, CommanderError, Option } from 'commander';
import { programVersion } from '../util/version.js';
import { reportError } from './errors.js';

/** Runs the command line and gives the exit status: 0 ran, 1 --fail-on met, 2 unusable call or input, 3 internal error. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  let status = 0;
  const program = buildProgram((result) => {
    status = result;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return reportError(error);
  }
}

/** The whole program; `done` takes the exit status of the command that was run. */
export function buildProgram(done: (status: number) => void): Command {
  const program = new Command('caseharden')
    .description('Audits the logs, metrics and incident reports of API integrations and writes a hardening review with evidence.')
    .version(programVersion(), '--version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .exitOverride()
    .showHelpAfterError('Run `caseharden --help` to see what can be asked for.');
  addAudit(program, done);
  addExplain(program, done);
  addLooks(program, done);
  addRules(program, done);
  addReport(program, done);
  addTickets(program, done);
  addRepeats(program, done);
  return program;
}

function addAudit(program: Command, done: (status: number) => void): void {
  program
    .command('audit')
    .description('read logs, metrics and reports, and write the hardening review')
    .argument('<path...>', 'files and folders (read whole); - is standard input')
    .option('--out <dir>', 'folder for the review; caseharden-review when neither this nor the configuration names one')
    .addOption(formatOption('text: a summary; json: findings.json and nothing else on standard output'))
    .addOption(mappingOption())
    .option(
      '--fail-on <gate>',
      'exit with 1 when a finding is this grave or graver: critical, high, medium, low, info; with --baseline also new:high, worse:medium',
    )
    .option('--baseline <file>', 'findings.json of an earlier audit, for --fail-on')
    .addOption(rulesOption())
    .addOption(zoneOption())
    .addOption(configOption())
    .option('--no-config', 'use no configuration, though there is one')
    .option('--as-of <day>', 'day on which suppressions must hold, YYYY-MM-DD; today when left out')
    .option('--quiet', 'no progress and no summary')
    .option('--cache <dir>', 'keep what was read and joined there; the same input with other settings is then audited faster')
    .option('--memory <size>', 'memory for tables, 2GB or 500MB; what does not fit goes to a temporary folder')
    .option('--timings', 'say how long each stage took, on standard error')
    .action(async (paths, options) => done(await (await import('./audit.js')).runAudit(paths, { ...options, ...(await asked(options)) })));
}

function addExplain(program: Command, done: (status: number) => void): void {
  program
    .command('explain')
    .description('show everything behind one finding, with the lines of all sides on one line of time')
    .argument('<finding>', 'F-003, or a fingerprint')
    .argument('<path...>', 'the findings.json or folder of a review, the logs behind it, or both')
    .addOption(formatOption('how files are read'))
    .addOption(mappingOption())
    .addOption(rulesOption())
    .addOption(zoneOption())
    .option('--config <file>', 'YAML file with the settings of the audit')
    .action(async (finding, paths, options) =>
      done(await (await import('./explain.js')).explainFinding(finding, paths, { ...options, ...(await asked(options)) })),
    );
}

function addLooks(program: Command, done: (status: number) => void): void {
  program
    .command('events')
    .description('write the normalized events as NDJSON; `audit` takes such a stream back')
    .argument('<path...>', 'files and folders; - is standard input')
    .addOption(formatOption('how files are read'))
    .addOption(mappingOption())
    .addOption(zoneOption())
    .addOption(configOption())
    .option('--no-config', 'use no configuration, though there is one')
    .action(async (paths, options) =>
      done(await (await import('./events.js')).runEvents(paths, { ...options, ...(await asked(options)) })),
    );
  program
    .command('inspect')
    .description('show what each file is taken for, which field comes from where, and what is not understood')
    .argument('<path...>', 'files and folders; - is standard input')
    .addOption(formatOption('text: for people; json: for programs'))
    .addOption(mappingOption())
    .addOption(zoneOption())
    .addOption(configOption())
    .option('--no-config', 'use no configuration, though there is one')
    .option('--as-mapping', 'print how the files are read as a mapping file, to be edited and given to --mapping')
    .action(async (paths, options) =>
      done(await (await import('./inspect.js')).runInspect(paths, { ...options, ...(await asked(options)) })),
    );
  program
    .command('formats')
    .description('list the formats that are known')
    .action(async () => done(await (await import('./formats.js')).listFormats()));
}

interface ReadingOptions {
  readonly format: readonly string[];
  readonly mapping: readonly string[];
  readonly zone?: readonly string[];
}

/** Which output is asked for, and how files are to be read. */
async function asked(options: ReadingOptions) {
  const { outputAsked, choicesAsked, readingAsked } = await import('./choices.js');
  const { format, mapping, zone = [] } = options;
  return { format: outputAsked(format), choices: choicesAsked(format, mapping), reading: readingAsked(format, mapping, zone) };
}

function addRules(program: Command, done: (status: number) => void): void {
  const rules = program.command('rules').description('list, show, check and test the rules');
  rules
    .command('list')
    .description('one line per rule')
    .addOption(rulesOption())
    .action(async (options) => done(await (await import('./rules.js')).listRules(options)));
  rules
    .command('show')
    .description('all that a rule says of itself')
    .argument('<rule>', 'pack/rule-name, or the name alone')
    .addOption(rulesOption())
    .action(async (name, options) => done(await (await import('./rules.js')).showRule(name, options)));
  rules
    .command('explain')
    .description('show how close an input comes to a finding of a rule: measures, thresholds, what was ruled out')
    .argument('<rule>', 'pack/rule-name, or the name alone')
    .argument('<path...>', 'files and folders')
    .addOption(rulesOption())
    .addOption(configOption())
    .option('--no-config', 'use no configuration, though there is one')
    .action(async (name, paths, options) => done(await (await import('./rules-explain.js')).explainRule(name, paths, options)));
  rules
    .command('new')
    .description('write a working skeleton of a rule: rule.yaml, rule.sql and cases.yaml')
    .argument('<pack/name>', 'pack and name of the new rule')
    .option('--rules <dir>', 'folder of your rule packs', 'my-rules')
    .action(async (id, options) => done(await (await import('./rules-new.js')).newRule(id, options)));
  rules
    .command('check')
    .description('check that rules are sound; problems name file, line and mend')
    .argument('[dir]', 'folder of packs; the built-in rules when left out')
    .action(async (dir) => done(await (await import('./rules.js')).checkRules(dir)));
  rules
    .command('test')
    .description('run the rules on their own cases (cases.yaml)')
    .argument('[dir-or-rule]', 'folder of packs, or a rule; all built-in rules when left out')
    .action(async (which) => done(await (await import('./rules-test.js')).testRules(which)));
}

function addReport(program: Command, done: (status: number) => void): void {
  program
    .command('report')
    .description('write all outputs again from a findings.json')
    .argument('<findings.json>', 'written by `caseharden audit`')
    .option('--out <dir>', 'folder for the review', 'caseharden-review')
    .option('--quiet', 'no summary')
    .action(async (file, options) => done(await (await import('./report.js')).runReport(file, options)));
}

function addTickets(program: Command, done: (status: number) => void): void {
  program
    .command('tickets')
    .description('say which tickets of a findings.json are new, still open, regressed or fixed, and write only the new ones')
    .argument('<findings.json>', 'written by `caseharden audit`')
    .addOption(
      new Option('--known <export>', 'CSV or JSON that was exported from the tracker (may be given more than once)')
        .default([], 'no ticket is known')
        .argParser((file: string, before: string[]) => [...before, file]),
    )
    .option('--out <dir>', 'folder for the new tickets; nothing is written without it')
    .addOption(new Option('--format <format>', 'text: for people; json: for programs').choices(['text', 'json']).default('text'))
    .action(async (file, options) => done(await (await import('./tickets.js')).runTickets(file, options)));
}

/** What repeating audits asks for: comparing them, accepting findings, a first configuration. */
function addRepeats(program: Command, done: (status: number) => void): void {
  program
    .command('compare')
    .description('say what is new, worse, unchanged, better and gone between two audits')
    .argument('[old]', 'findings.json or output folder of the earlier audit')
    .argument('[new]', 'of the later audit')
    .option('--history <dir>', 'folder with the findings.json of many audits: adds trends; its last two are compared when none is named')
    .option('--out <dir>', 'folder for comparison.md, comparison.html and comparison.json')
    .option('--format <format>', 'what is printed: md or json', 'md')
    .action(async (old, now, options) => done(await (await import('./compare.js')).runCompare(old, now, options)));
  program
    .command('suppress')
    .description('accept a finding until a day, in the configuration')
    .argument('<finding>', 'id (F-003) or fingerprint')
    .requiredOption('--reason <text>', 'why it is accepted')
    .requiredOption('--until <day>', 'last day on which it is, YYYY-MM-DD')
    .option('--author <name>', 'who accepts it; the user of this machine when left out')
    .option('--from <path>', 'findings.json or output folder of the audit')
    .option('--config <file>', 'the configuration; the nearest caseharden.yaml when left out, else a new one in the working folder')
    .action(async (finding, options) => done(await (await import('./suppress.js')).runSuppress(finding, options)));
  program
    .command('init')
    .description('write a first configuration from what an input shows')
    .argument('<path...>', 'files and folders')
    .option('--config <file>', 'where to write it', 'caseharden.yaml')
    .action(async (paths, options) => done(await (await import('./init.js')).runInit(paths, options)));
}

function formatOption(description: string): Option {
  return new Option('--format <format>', `${description}; GLOB=FORMAT: read the files that match so (may be given more than once)`)
    .default([], 'text')
    .argParser((value: string, before: string[]) => [...before, value]);
}

function configOption(): Option {
  return new Option('--config <file>', 'the configuration; the nearest caseharden.yaml, from the working folder upwards, when left out');
}

function mappingOption(): Option {
  return new Option('--mapping <file>', 'YAML file that says how formats of your own are read (may be given more than once)')
    .default([], 'none')
    .argParser((file: string, before: string[]) => [...before, file]);
}

function zoneOption(): Option {
  return new Option('--zone <[glob=]zone>', 'zone of times that state none: Europe/Berlin, +02:00 (may be given more than once)')
    .default([], 'UTC')
    .argParser((zone: string, before: string[]) => [...before, zone]);
}

function rulesOption(): Option {
  return new Option('--rules <dir>', 'folder with more rule packs (may be given more than once)')
    .default([], 'the built-in rules')
    .argParser((dir: string, before: string[]) => [...before, dir]);
}

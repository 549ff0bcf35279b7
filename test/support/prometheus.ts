/** A Prometheus of one's own over a backfilled series, where it is installed. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface BackfilledSeries {
  /** As in PromQL: name{label="value"}. */
  readonly series: string;
  readonly samples: readonly (readonly [ms: number, value: number])[];
}

export interface Prometheus {
  /** Minutes, from `from` to `to`, at which the expression gives something. */
  readonly minutesWith: (expr: string, from: number, to: number) => Promise<number[]>;
  readonly stop: () => Promise<void>;
}

/** Writes the series into blocks with promtool, and starts Prometheus on them. */
export async function startPrometheus(all: readonly BackfilledSeries[]): Promise<Prometheus> {
  const folder = mkdtempSync(path.join(tmpdir(), 'prometheus-'));
  const lines = all.flatMap(({ series, samples }) => samples.map(([ms, value]) => `${series} ${value} ${ms / 1000}\n`));
  writeFileSync(path.join(folder, 'series.txt'), `${lines.join('')}# EOF\n`);
  execFileSync('promtool', ['tsdb', 'create-blocks-from', 'openmetrics', 'series.txt', 'data'], { cwd: folder, stdio: 'pipe' });
  writeFileSync(path.join(folder, 'prometheus.yml'), 'global: {}\n');
  const port = await freePort();
  const server = spawn(
    'prometheus',
    [
      '--config.file=prometheus.yml',
      '--storage.tsdb.path=data',
      '--storage.tsdb.retention.time=100y',
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { cwd: folder, stdio: 'ignore' },
  );
  await ready(`http://127.0.0.1:${port}/-/ready`);
  return {
    minutesWith: (expr, from, to) => minutesWith(`http://127.0.0.1:${port}`, expr, from, to),
    stop: () => stop(server, folder),
  };
}

async function minutesWith(at: string, expr: string, from: number, to: number): Promise<number[]> {
  const query = new URLSearchParams({ query: expr, start: String(from / 1000), end: String(to / 1000), step: '60' });
  const answer = (await (await fetch(`${at}/api/v1/query_range?${query}`)).json()) as {
    status: string;
    error?: string;
    data: { result: { values: [number, string][] }[] };
  };
  if (answer.status !== 'success') throw new Error(answer.error);
  return [...new Set(answer.data.result.flatMap(({ values }) => values.map(([seconds]) => seconds * 1000)))].sort((a, b) => a - b);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

async function ready(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const ok = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('prometheus did not become ready within 30 s');
}

async function stop(server: ChildProcess, folder: string): Promise<void> {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
}

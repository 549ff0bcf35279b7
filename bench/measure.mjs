// Runs a command as a process of its own, several times, and tells the median time and the peak of its memory.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';

const POLL_MS = 20;

/** Whether a program can be found. */
export const installed = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

/** @returns {Promise<{ seconds: number, megabytes: number }>} median seconds and peak resident memory over `runs` runs */
export async function measure(command, runs) {
  const results = [];
  for (let n = 0; n < runs; n++) results.push(await once(command));
  results.sort((a, b) => a.seconds - b.seconds);
  return { seconds: results[Math.floor(runs / 2)].seconds, megabytes: Math.max(...results.map((one) => one.megabytes)) };
}

function once([program, ...args]) {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let complaint = '';
    let megabytes = 0;
    child.stderr.on('data', (data) => (complaint += data));
    const poll = setInterval(() => (megabytes = Math.max(megabytes, residentPeak(child.pid))), POLL_MS);
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(poll);
      if (code !== 0) reject(new Error(`${program} ${args.join(' ')} ended with ${code}: ${complaint.slice(-500)}`));
      else resolve({ seconds: (performance.now() - begun) / 1000, megabytes });
    });
  });
}

/** Peak resident memory in MB as Linux counts it; 0 where there is no /proc. */
function residentPeak(pid) {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

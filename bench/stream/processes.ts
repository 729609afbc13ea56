import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export type Started = {
  child: ChildProcess;
  /** Its next line. */
  next(): Promise<string>;
};

/** Starts a script of this folder. */
export const startScript = (script: string, args: string[], env: Record<string, string> = {}): Started =>
  start(process.execPath, [join(import.meta.dirname, script), ...args], { env });

const built = new Map<string, string>();

/**
 * Starts a program of `native/`, built with the C compiler at hand, with `lines` on its standard input. A load in JavaScript would take as
 * much CPU as what it loads, and the two share the machine.
 */
export function startNative(name: 'watch' | 'publish', args: string[], lines: string[]): Started {
  const program = built.get(name) ?? join(mkdtempSync(join(tmpdir(), 'millrace-bench-')), name);
  if (!built.has(name)) {
    execFileSync('cc', ['-O2', '-o', program, join(import.meta.dirname, 'native', `${name}.c`)]);
    built.set(name, program);
  }
  return start(program, args, { input: lines.map((line) => `${line}\n`).join('') });
}

function start(program: string, args: string[], { env = {}, input = '' }): Started {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(input);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    async next() {
      const line = await lines.next();
      if (line.done) throw new Error(`${program} ended before it was ready`);
      return line.value;
    },
  };
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** Seconds of CPU that a process has had, all its threads together. Linux counts in hundredths. */
export function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Resident memory in kB. */
export function memoryOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
}

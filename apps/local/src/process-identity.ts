import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * A process for good: its id may be given to another one later, its id together with the time of its start may not.
 * `started` is comparable only for equality, and across restarts of the machine.
 */
export type ProcessIdentity = { pid: number; started: string };

/** Who runs under this id now; undefined: nobody. A zombie counts as nobody. */
export function identityOf(pid: number): ProcessIdentity | undefined {
  const started = process.platform === 'linux' ? startedOnLinux(pid) : startedElsewhere(pid);
  return started ? { pid, started } : undefined;
}

export const isAlive = (known: ProcessIdentity): boolean => identityOf(known.pid)?.started === known.started;

function startedOnLinux(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // the name, in parentheses, may hold anything; from the state on fields are numbered from 3, and the start time is the 22nd
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot}/${fields[19]}`;
  } catch {
    return undefined;
  }
}

function startedElsewhere(pid: number): string | undefined {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Ends a process of ours: asks, then kills what has not obeyed after `graceMs`. Resolves when it is gone. */
export async function endProcess(target: ProcessIdentity, graceMs: number): Promise<void> {
  signal(target, 'SIGTERM');
  const deadline = performance.now() + graceMs;
  while (isAlive(target)) {
    if (performance.now() > deadline) signal(target, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function signal(target: ProcessIdentity, name: NodeJS.Signals): void {
  if (!isAlive(target)) return;
  try {
    process.kill(target.pid, name);
  } catch {
    // it ended in between
  }
}

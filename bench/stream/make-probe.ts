import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a process is started with so that its heap can be asked for and its CPU profiled. */
export function makeProbe(profile: string | undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-probe-'));
  const file = join(folder, 'heap');
  return {
    env: {
      NODE_OPTIONS: `--import ${join(import.meta.dirname, 'probe.ts')}`,
      PROBE_FILE: file,
      ...(profile && { PROBE_PROFILE: profile }),
    },
    of: (pid: number) => ({
      /** kB after a collection. */
      async heap(): Promise<number> {
        rmSync(file, { force: true });
        process.kill(pid, 'SIGUSR2');
        return Number(await whenThere(file)) / 1024;
      },
      beginProfile() {
        if (profile) process.kill(pid, 'SIGUSR1');
      },
      async endProfile() {
        if (!profile) return;
        process.kill(pid, 'SIGUSR1');
        await whenThere(profile);
      },
    }),
  };
}

/** What a process writes into a file, once it has. */
async function whenThere(file: string): Promise<string> {
  while (!existsSync(file)) await sleep(50);
  return readFileSync(file, 'utf8');
}

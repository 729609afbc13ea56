import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const apps = join(import.meta.dirname, '../../apps');

export type Process = {
  child: ChildProcess;
  /** Resolves when it has ended; a process that has ended already stays so. */
  kill(signal: NodeJS.Signals): Promise<void>;
  send(signal: NodeJS.Signals): void;
};

/** Starts an app as a process of its own with this environment and nothing of ours. */
export function startProcess(main: 'server/src/main.ts' | 'worker/src/main.ts', env: Record<string, string>): Process {
  const child = spawn(process.execPath, [join(apps, main)], { env, stdio: ['ignore', 'inherit', 'inherit'] });
  return {
    child,
    send: (signal) => void child.kill(signal),
    async kill(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill(signal);
      if (signal === 'SIGKILL') child.kill('SIGCONT');
      await ended;
    },
  };
}

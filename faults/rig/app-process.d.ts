import { type ChildProcess } from 'node:child_process';
export type Process = {
  child: ChildProcess;
  /** Resolves when it has ended; a process that has ended already stays so. */
  kill(signal: NodeJS.Signals): Promise<void>;
  send(signal: NodeJS.Signals): void;
};
/** Starts an app as a process of its own with this environment and nothing of ours. */
export declare function startProcess(
  main: 'server/src/main.ts' | 'worker/src/main.ts',
  env: Record<string, string>,
): Process;

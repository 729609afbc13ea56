import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export type Ended = { code: number | null; stdout: string; stderr: string };

/** Starts a program in `folder`, with our environment but not what npm or pnpm set in it for themselves. */
export function startProgram(folder: string, command: string, args: string[]): ChildProcess {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
  return spawn(command, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Runs a program in `folder` to its end. */
export async function runProgram(folder: string, command: string, args: string[]): Promise<Ended> {
  const child = startProgram(folder, command, args);
  const [[code], stdout, stderr] = await Promise.all([once(child, 'close'), text(child.stdout!), text(child.stderr!)]);
  return { code, stdout, stderr };
}

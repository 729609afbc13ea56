import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter } from 'node:path';
import { root } from './root.mjs';
import { startedBy } from './watch-parent.mjs';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** A child that was told to end has this long. */
const GRACE_MS = 12_000;

/** PATH with `folders` first. */
export const withPath = (...folders) => [...folders, process.env.PATH].join(delimiter);

/**
 * Runs a program to its end, in the repository's folder or in `cwd`, with our input and output, and resolves to its exit code. Signals that reach us
 * are passed on, and what does not obey is killed: nobody is left behind.
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string | undefined>} [env] added to ours
 * @param {string} [cwd]
 * @returns {Promise<number>}
 */
export function runProcess(command, args, env = {}, cwd = root) {
  const child = spawn(command, args, {
    cwd,
    stdio: 'inherit',
    env: { ...process.env, ...startedBy(), ...env },
    shell: process.platform === 'win32',
  });
  const pass = (signal) => {
    child.kill(signal);
    setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref();
  };
  for (const signal of signals) process.on(signal, pass);
  return new Promise((resolve) => {
    const done = (code) => {
      for (const signal of signals) process.off(signal, pass);
      resolve(code);
    };
    child.on('error', (error) => {
      process.stderr.write(`${command} could not be started: ${error.message}\n`);
      done(127);
    });
    child.on('exit', (code, signal) => done(code ?? 128 + (constants.signals[signal] ?? 1)));
  });
}

import { join } from 'node:path';
import { AppError } from '@millrace/contract/app-error';
import { EnvError } from '@millrace/features/settings-from-env';
import { readLocalEnv } from './local-env.ts';
import { startLocal } from './start-local.ts';

/** Whatever hangs, this process is gone after so long. */
const END_MS = 9_500;

const say = (line: string) => process.stdout.write(`${line}\n`);
const webDir = join(import.meta.dirname, '../../web/dist/site');

/** What a person can cure is told in words, anything else with its stack. */
function tell(error: unknown): void {
  const known = error instanceof AppError || error instanceof EnvError;
  const text = known ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${text}\n`);
}

const start = async () => startLocal({ env: readLocalEnv(), webDir, say });
const starting = start();

let ending = false;
async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  setTimeout(() => process.exit(1), END_MS).unref();
  // what is still starting is ended when it has started: nothing is left half made
  const running = await starting.catch(() => undefined);
  await running?.close();
  process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end());

try {
  const { url } = await starting;
  if (!ending) say(`\nMillrace is ready: ${url}\n`);
} catch (error) {
  tell(error);
  process.exit(1);
}

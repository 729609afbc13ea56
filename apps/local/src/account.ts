import { AppError } from '@millrace/contract/app-error';
import { makeResetLinkFor } from '@millrace/features/server';
import { EnvError } from '@millrace/features/settings-from-env';
import { type LocalEnv, readLocalEnv } from './local-env.ts';
import { lockDataFolder } from './lock-data-folder.ts';
import { openLocalDatabase } from './open-local-database.ts';

const usage = `Usage: npm start -- reset-password EMAIL
Prints a link with which that person sets a new password, once and within 24 hours.`;

/** Where the product answers, as far as its settings say. */
const originOf = ({ PUBLIC_URL, HOST, PORT }: LocalEnv): string =>
  PUBLIC_URL?.replace(/\/+$/, '') ?? `http://${HOST === '0.0.0.0' || HOST === '::' ? 'localhost' : HOST}:${PORT}`;

/** Does a command about accounts on the database of the settings: a server, or the embedded one, which one process opens at a time. */
async function account(args: string[], say: (line: string) => void): Promise<void> {
  const [command, email] = args;
  if (command !== 'reset-password' || email === undefined || args.length > 2) {
    throw new AppError('invalid', 'account.usage', usage);
  }
  await using opened = new AsyncDisposableStack();
  const env = readLocalEnv();
  if (env.DATABASE_URL === undefined) opened.defer(lockDataFolder(env.MILLRACE_DATA_DIR));
  const database = await openLocalDatabase({
    url: env.DATABASE_URL,
    dir: env.MILLRACE_DATA_DIR,
    max: 2,
    say,
  });
  opened.defer(() => database.close());
  const { url } = await makeResetLinkFor(database.db, { email, now: new Date(), origin: originOf(env) });
  say(`Open this link within 24 hours to set a new password. It works once:\n${url}`);
}

try {
  await account(process.argv.slice(3), (line) => process.stdout.write(`${line}\n`));
} catch (error) {
  const known = error instanceof AppError || error instanceof EnvError;
  process.stderr.write(`${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
}

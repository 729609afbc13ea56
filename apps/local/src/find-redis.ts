import { AppError } from '@millrace/contract/app-error';
import { aptInstall, canAptInstall } from './apt-install.ts';
import { findProgram } from './find-program.ts';

const find = () => findProgram('valkey-server', 'redis-server');

/** The path of a Valkey or Redis server, installed by apt-get where we may. Throws AppError `unavailable` with the ways to get one. */
export async function findRedis(say: (line: string) => void): Promise<string> {
  const found = find();
  if (found) return found;
  let attempt: unknown;
  if (canAptInstall()) {
    say('Redis was not found. Installing redis-server with apt-get.');
    attempt = await aptInstall(['redis-server']).catch((error: unknown) => error);
    const installed = find();
    if (installed) return installed;
  }
  const message =
    'Millrace needs Redis or Valkey and found none. Install one (Debian, Ubuntu: sudo apt-get install redis-server; macOS: brew ' +
    'install redis), or set REDIS_URL to a running one (docker run -p 6379:6379 valkey/valkey --appendonly yes), then start again.';
  throw new AppError('unavailable', 'local.no-redis', message, { cause: attempt });
}

import { AppError } from '@millrace/contract/app-error';

/** A query failed because its database is away: it cannot be reached, is starting or stopping, or has no room for us. It may pass later. */
export class DatabaseAway extends Error {
  constructor(cause: Error) {
    super(`The database is unreachable: ${cause.message}`, { cause });
    this.name = 'DatabaseAway';
  }
}

/** SQLSTATEs that say: the server, not the statement (connection, disk, too many connections, shutdown). */
const awayStates = /^(08...|53[1345]..|53000|57P0.|58...)$/;
const awayCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
]);
const awayMessages =
  /^(timeout exceeded when trying to connect|Connection terminated|Query read timeout|Client was closed|Client has encountered)/;

/** What a driver throws, as DatabaseAway where it says so. Others' connections fail with the same codes: ask only about the database's. */
export function asDatabaseAway(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code = '' } = error as NodeJS.ErrnoException;
  const away = awayCodes.has(code) || awayStates.test(code) || awayMessages.test(error.message);
  return away ? new DatabaseAway(error) : error;
}

/** True when a query failed because the database is away, so that the same query may pass later. */
export function isDatabaseAway(error: unknown): boolean {
  return error instanceof Error && (error instanceof DatabaseAway || isDatabaseAway(error.cause));
}

/** What people are told: of a database that is away when to come again; anything else is as it was. */
export function asAppError(error: unknown): unknown {
  if (!isDatabaseAway(error)) return error;
  if (isDiskFull(error)) {
    const full =
      'The disk of the database is full. Ask whoever runs this instance to free some space. Nothing that was stored is lost.';
    return new AppError('unavailable', 'db.disk-full', full, { cause: error, retryAfterMs: 1_000 });
  }
  const message = 'The database is not available right now. Try again in a moment.';
  return new AppError('unavailable', 'db.down', message, { cause: error, retryAfterMs: 1_000 });
}

function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (error as NodeJS.ErrnoException).code === '53100' || isDiskFull(error.cause);
}

/** True when a transaction was given up in favour of another one (deadlock, serialization): the same again will pass. */
export function isClash(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return code === '40001' || code === '40P01';
}

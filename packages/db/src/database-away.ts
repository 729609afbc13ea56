/** Classes of SQLSTATE that say: the server, not the statement (connection, resources, shutdown). */
const awayStates = /^(08...|53...|57P0.|58...)$/;
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
  /^(timeout exceeded when trying to connect|Connection terminated|Query read timeout|Client was closed)/;

/** True when a query failed because the database is away, so that the same query may pass later. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code = '' } = error as NodeJS.ErrnoException;
  return (
    awayCodes.has(code) || awayStates.test(code) || awayMessages.test(error.message) || isDatabaseAway(error.cause)
  );
}

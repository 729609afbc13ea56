import type { Log } from '@millrace/contract/log';
import { pino, stdSerializers } from 'pino';

/** Where secrets could hide in what is logged; features log none, but errors of libraries carry requests and settings with them. */
const secretPaths = ['authorization', 'cookie', 'password', 'apiKey', 'token', 'secret', 'key'].flatMap((name) => [
  name,
  `*.${name}`,
  `*.*.${name}`,
  `*.headers.${name}`,
]);

/** What drivers hang on their errors: commands with their arguments, rows, parameters. Message and stack say enough. */
const dropped = ['command', 'detail', 'where', 'parameters', 'internalQuery', 'headers', 'request', 'response'];

/** An error as it is logged, without what its library put into it. */
export function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const fields = Object.entries(stdSerializers.err(error)).filter(([name]) => !dropped.includes(name));
  return Object.fromEntries(
    fields.map(([name, value]) => [name, value instanceof Error ? serializeError(value) : value]),
  );
}

/** One JSON line an event, on standard output, without secrets. */
export function openLog(level: string): Log {
  return pino({
    level,
    base: undefined,
    serializers: { err: serializeError },
    redact: { paths: secretPaths, censor: '[redacted]' },
  });
}

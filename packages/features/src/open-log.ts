import { pino } from 'pino';
import type { Log } from './services.ts';

/** Where secrets could hide in what is logged; features log none, but errors of libraries carry requests and settings with them. */
const secretPaths = ['authorization', 'cookie', 'password', 'apiKey', 'token', 'secret', 'key'].flatMap((name) => [
  name,
  `*.${name}`,
  `*.*.${name}`,
  `*.headers.${name}`,
]);

/** One JSON line an event, on standard output, without secrets. */
export function openLog(level: string): Log {
  return pino({ level, base: undefined, redact: { paths: secretPaths, censor: '[redacted]' } });
}

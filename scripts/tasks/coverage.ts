import { runProcess } from '../run-process.mjs';
import { onEmbedded } from './test.ts';

/**
 * Unit and integration tests on the embedded database, with a summary here and the whole in coverage/index.html. `args` go to vitest. What
 * only browser and fault tests reach counts as not covered: they run in processes of their own.
 */
export function coverage(args: string[]): Promise<number> {
  return runProcess('vitest', ['run', ...onEmbedded, '--coverage', ...args], { NODE_ENV: 'test' });
}

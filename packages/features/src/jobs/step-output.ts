import { createHash } from 'node:crypto';
import { json } from 'node:stream/consumers';
import { AppError } from '@millrace/contract/app-error';
import type { Services } from '../services.ts';
import type { StepRow, StoredOutput } from './steps.queries.ts';

/** In bytes of JSON. A larger output is kept in the storage: in a row, it would be part of every backup. */
export const largestInRow = 64 * 1024;

/** The owner of all outputs in the storage, beside the workspaces: no output is a file of a workspace at the same time. */
export const outputsOwner = '7a9d3c52-0f6b-4b1e-9a53-2c1f8e64d0b7';

/**
 * Puts a large output into the storage. Its key is stored first, in the list of keys that may belong to no step: whatever happens before
 * the step's row is written, housekeeping finds the output.
 */
export async function keepOutput(services: Services, output: string): Promise<StoredOutput> {
  if (Buffer.byteLength(output) <= largestInRow) return { output };
  const bytes = Buffer.from(output);
  const outputKey = createHash('sha256').update(bytes).digest('hex');
  const since = services.clock();
  await services.db
    .insertInto('looseOutputs')
    .values({ key: outputKey, since })
    .onConflict((oc) => oc.column('key').doUpdateSet({ since }))
    .execute();
  await services.storage.put(outputsOwner, once(bytes), { maxBytes: bytes.length });
  return { outputKey };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** The output of a finished step. Undefined: it is no longer in the storage. */
export async function readOutput({ storage }: Services, step: StepRow): Promise<{ value: unknown } | undefined> {
  if (step.outputKey === null) return { value: step.output };
  try {
    return { value: await json(await storage.open(outputsOwner, step.outputKey)) };
  } catch (error) {
    if (error instanceof AppError && error.kind === 'not-found') return undefined;
    throw error;
  }
}

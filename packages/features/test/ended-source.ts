import { setTimeout as sleep } from 'node:timers/promises';
import type { SourceView } from '@millrace/contract/sources';
import type { TestCaller } from './test-caller.ts';

/** Waits until the work on a source has ended, in whatever way. */
export async function endedSource({ client }: TestCaller, sourceId: string): Promise<SourceView> {
  for (let tries = 0; tries < 600; tries++) {
    const source = await client.sources.get.query({ sourceId });
    if (source.status !== 'queued' && source.status !== 'processing') return source;
    await sleep(50);
  }
  throw new Error('the work on the source did not end');
}

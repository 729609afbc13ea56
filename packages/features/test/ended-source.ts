import { setTimeout as sleep } from 'node:timers/promises';
import type { SourceView } from '@millrace/contract/sources/sources';
import type { TestCaller } from './test-caller.ts';

/** Waits until the work on a source has ended, in whatever way; longer on a slow machine. */
export async function endedSource({ client }: TestCaller, sourceId: string, seconds = 50): Promise<SourceView> {
  for (const until = Date.now() + seconds * 1_000; Date.now() < until; ) {
    const source = await client.sources.get.query({ sourceId });
    if (source.status !== 'queued' && source.status !== 'processing') return source;
    await sleep(50);
  }
  throw new Error('the work on the source did not end');
}

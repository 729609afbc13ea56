import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** What one member asks for at once, with a key of theirs. */
export type Load = { kind: 'subscriptions' | 'searches'; count: number; url: string; key: string; workspaceId: string };

/** Asks for all of it on a thread of its own. Resolves when everything was answered, with what it came to. */
export async function runBeside(load: Load): Promise<string> {
  const worker = new Worker(new URL('./load-thread.ts', import.meta.url), { workerData: load });
  const [outcome] = await once(worker, 'message');
  await worker.terminate();
  return outcome as string;
}

import { parentPort, workerData } from 'node:worker_threads';
import { createWebSocketClient } from '@millrace/client/create-websocket-client';
import type { Load } from './run-beside.ts';

const load = workerData as Load;
const outcomes = await (load.kind === 'subscriptions' ? subscribe(load) : search(load));
const counts = Map.groupBy(outcomes, (outcome) => outcome);
parentPort?.postMessage([...counts].map(([outcome, { length }]) => `${length} ${outcome}`).join(', '));

/** All on one socket. */
function subscribe({ url, key, workspaceId, count }: Load): Promise<string[]> {
  const client = createWebSocketClient({ url, apiKey: key });
  const open = () =>
    new Promise<string>((resolve) => {
      const onError = (error: unknown) => resolve((error as { data?: { kind?: string } }).data?.kind ?? 'broken');
      client.feed.changes.subscribe({ workspaceId }, { onStarted: () => resolve('started'), onError });
    });
  return Promise.all(Array.from({ length: count }, open));
}

function search({ url, key, workspaceId, count }: Load): Promise<string[]> {
  const ask = async (_: unknown, n: number) => {
    const input = encodeURIComponent(JSON.stringify({ workspaceId, query: `travel invoice office ${n}` }));
    const headers = { authorization: `Bearer ${key}` };
    const response = await fetch(`${url}/trpc/search.query?input=${input}`, { headers });
    await response.text();
    return String(response.status);
  };
  return Promise.all(Array.from({ length: count }, ask));
}

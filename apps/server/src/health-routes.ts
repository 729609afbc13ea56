import type { ServerResponse } from 'node:http';
import type { Health } from '@millrace/features/server';

const state = (up: boolean) => (up ? 'up' : 'down');

/** The process is alive and its event loop turns. */
export function answerHealthz(res: ServerResponse): void {
  sendJson(res, 200, { status: 'ok' });
}

/** Whether this process can do its work now; anybody may ask, so it names no host and no version. */
export async function answerReadyz(res: ServerResponse, health: Health, stopping: boolean): Promise<void> {
  const { database, redis, disk, degraded } = await health.check();
  const ready = database && redis && !stopping;
  const status = stopping ? 'stopping' : !ready ? 'unavailable' : degraded.length > 0 ? 'degraded' : 'ok';
  if (!ready) res.setHeader('retry-after', '1');
  sendJson(res, ready ? 200 : 503, { status, database: state(database), redis: state(redis), disk, degraded });
}

function sendJson(res: ServerResponse, status: number, body: object): void {
  res.statusCode = status;
  res.setHeader('content-type', 'application/json');
  res.setHeader('cache-control', 'no-store');
  res.end(JSON.stringify(body));
}

import { randomUUID } from 'node:crypto';
import { createClient } from '@millrace/client/create-client';
import { createWebSocketClient } from '@millrace/client/create-websocket-client';
import type { JobEvent } from '@millrace/contract/jobs/job-event';
import { toJson } from '@millrace/db/to-json';
import { EventSource } from 'eventsource';
import { WebSocket } from 'ws';
import type { HttpApp } from './http-app.ts';

export type Way = { way: string; transport: 'sse' | 'websocket'; direct: boolean };

export const ways: Way[] = [
  { way: 'past the web streams', transport: 'sse', direct: true },
  { way: 'the way of tRPC itself', transport: 'sse', direct: false },
  { way: 'over a WebSocket', transport: 'websocket', direct: true },
];

/** A browser's client that is signed in. */
export function clientOf({ url, cookie }: HttpApp, transport: Way['transport']) {
  class Socket extends WebSocket {
    constructor(address: string | URL) {
      super(address, { headers: { cookie } });
    }
  }
  const withCookie = (input: string | URL | Request, init: RequestInit = {}) =>
    fetch(input, { ...init, headers: { ...(init.headers as Record<string, string>), cookie } });
  class Source extends EventSource {
    constructor(address: string | URL) {
      super(address, { fetch: withCookie });
    }
  }
  // their types name more than the browser's
  return transport === 'websocket'
    ? createWebSocketClient({ url, WebSocket: Socket as unknown as typeof globalThis.WebSocket })
    : createClient({ url, EventSource: Source as unknown as typeof globalThis.EventSource });
}

export async function running({ app }: HttpApp): Promise<string> {
  const id = randomUUID();
  const { workspaceId } = app;
  await app.services.db
    .insertInto('runs')
    .values({ id, workspaceId, name: 'chat.answer-message', lane: 'chat', payload: toJson({}), status: 'running' })
    .execute();
  return id;
}

export const say = ({ app }: HttpApp, runId: string, event: JobEvent) =>
  app.services.bus.append(`run:${runId}`, 1, JSON.stringify(event));
export const progress = (n: number, text = `Wort ${n} – 語 \n`): JobEvent => ({
  type: 'progress',
  progress: { n, text },
});

export async function succeed(http: HttpApp, runId: string): Promise<void> {
  await http.app.services.db.updateTable('runs').set({ status: 'succeeded' }).where('id', '=', runId).execute();
  await say(http, runId, { type: 'succeeded', result: null });
}

export const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

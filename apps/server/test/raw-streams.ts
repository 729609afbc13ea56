import { WebSocket } from 'ws';
import { eventsOf } from './http-app.ts';

/** What came over a stream, and how it ended: an error's status; 200 for an end without one; undefined while it is open. */
export type RawStream = { events: string[]; ended: number | undefined; close(): void };

type Subscription = { url: string; path: string; input: unknown; headers: Record<string, string> };

type Failure = { data?: { httpStatus?: number } };
const statusOf = (error: Failure | undefined) => error?.data?.httpStatus ?? 500;

export function openSse({ url, path, input, headers }: Subscription): RawStream {
  const leaving = new AbortController();
  const stream: RawStream = { events: [], ended: undefined, close: () => leaving.abort() };
  const read = async () => {
    const query = encodeURIComponent(JSON.stringify(input));
    const response = await fetch(`${url}/trpc/${path}?input=${query}`, { headers, signal: leaving.signal });
    if (response.status !== 200) return response.status;
    for await (const { event, data } of eventsOf(response)) {
      if (event === 'serialized-error') return statusOf(JSON.parse(data) as Failure);
      if (event === 'message') stream.events.push(data);
    }
    return 200;
  };
  read().then(
    (status) => {
      stream.ended = status;
    },
    () => undefined,
  );
  return stream;
}

/** The server closes a socket whose credential ended with this code. */
const refused = 4401;

export function openSocket({ url, path, input, headers }: Subscription): RawStream {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/trpc`, { headers });
  const stream: RawStream = { events: [], ended: undefined, close: () => socket.terminate() };
  socket.on('open', () => socket.send(JSON.stringify({ id: 1, method: 'subscription', params: { path, input } })));
  socket.on('message', (bytes) => {
    const message = JSON.parse(String(bytes)) as { error?: Failure; result?: { type: string; data?: unknown } };
    if (message.error) stream.ended ??= statusOf(message.error);
    else if (message.result?.type === 'data') stream.events.push(JSON.stringify(message.result.data));
    else if (message.result?.type === 'stopped') stream.ended ??= 200;
  });
  socket.on('close', (code) => {
    stream.ended ??= code === refused ? 401 : 200;
  });
  socket.on('error', () => undefined);
  return stream;
}

import { TRPCClientError } from '@trpc/client';
import type { Connection } from './connection.ts';
import { authorization } from './connection.ts';

type Sending = {
  connection: Connection;
  /** Path of the procedure, e.g. `files.upload`. */
  procedure: string;
  headers: Record<string, string>;
  body: Blob | ReadableStream<Uint8Array>;
  signal: AbortSignal | undefined;
  /** Called with the number of bytes of the body that have left. */
  onSent: ((bytes: number) => void) | undefined;
};

type Answer = { status: number; text: string };

/** Posts bytes to a procedure. Rejects with the server's refusal, with a TypeError when the connection fails, or when aborted. */
export async function sendBytes<T>(sending: Sending): Promise<T> {
  const { connection, body, onSent } = sending;
  // in a page only XMLHttpRequest reports how much has left
  const byXhr = onSent !== undefined && 'XMLHttpRequest' in globalThis && !connection.fetch && body instanceof Blob;
  const { status, text } = byXhr ? await postByXhr(sending, body) : await postByFetch(sending);
  return read<T>(text, status);
}

function read<T>(text: string, status: number): T {
  let answer: { result: { data: T } } | { error: { message: string } };
  try {
    answer = JSON.parse(text);
  } catch {
    throw new TypeError(`The answer with status ${status} is not one of Millrace.`);
  }
  if ('result' in answer) return answer.result.data;
  throw new TRPCClientError(answer.error.message, { result: answer as never });
}

const headersOf = ({ connection, headers }: Sending) => ({ ...headers, ...authorization(connection.apiKey) });
const addressOf = ({ connection, procedure }: Sending) => `${connection.url}/trpc/${procedure}`;

async function postByFetch(sending: Sending): Promise<Answer> {
  const { connection, body, signal, onSent } = sending;
  const send = connection.fetch ?? globalThis.fetch;
  const init = {
    method: 'POST',
    headers: headersOf(sending),
    body: onSent === undefined ? body : counted(body, onSent),
    duplex: 'half' as const,
    signal: signal ?? null,
  };
  const response = await send(addressOf(sending), init);
  return { status: response.status, text: await response.text() };
}

function counted(body: Blob | ReadableStream<Uint8Array>, onSent: (bytes: number) => void): ReadableStream<Uint8Array> {
  let sent = 0;
  const count = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      controller.enqueue(chunk);
      sent += chunk.byteLength;
      onSent(sent);
    },
  });
  return (body instanceof Blob ? body.stream() : body).pipeThrough(count);
}

function postByXhr(sending: Sending, body: Blob): Promise<Answer> {
  const { signal, onSent } = sending;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    request.open('POST', addressOf(sending));
    for (const [name, value] of Object.entries(headersOf(sending))) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => onSent?.(Math.min(loaded, body.size));
    request.onload = () => resolve({ status: request.status, text: request.responseText });
    request.onerror = () => reject(new TypeError('Connection lost during the upload.'));
    request.onabort = () => reject(signal?.reason);
    request.onloadend = () => signal?.removeEventListener('abort', abort);
    signal?.addEventListener('abort', abort, { once: true });
    request.send(body);
  });
}

import { type LoggedEvent, sseTimes } from '@millrace/features/server';

/** tRPC's wire format of server-sent events. Two empty lines end one, as its own producer writes them. */
const sse = (fields: string) => `${fields}\n\n\n`;

export const returned = sse('event: return\ndata: ');
export const failed = (shape: unknown) => sse(`event: serialized-error\ndata: ${JSON.stringify(shape)}`);

/** A part of a chunked HTTP body, ready for the socket. */
const chunk = (body: string): Buffer => {
  const size = Buffer.byteLength(body).toString(16);
  return Buffer.from(`${size}\r\n${body}\r\n`);
};

export const connectedFrame = chunk(sse(`event: connected\ndata: ${JSON.stringify(sseTimes.client)}`));
export const pingFrame = chunk(sse('event: ping\ndata: '));

/** The octets of an event, made once however many watch. */
export function frameOf(event: LoggedEvent): Uint8Array {
  event.frame ??= chunk(sse(`data: ${event.data}\nid: ${event.id}`));
  return event.frame;
}

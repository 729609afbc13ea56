import { type LoggedEvent, sseTimes } from '@millrace/features/server';

/** tRPC's wire format of server-sent events. Two empty lines end one, as its own producer writes them. */
const sse = (fields: string) => `${fields}\n\n\n`;

export const returned = sse('event: return\ndata: ');
export const failed = (shape: unknown) => sse(`event: serialized-error\ndata: ${JSON.stringify(shape)}`);

/** A part of a chunked HTTP body, ready for the socket. A character is an octet. */
const chunk = (octets: string): string => `${octets.length.toString(16)}\r\n${octets}\r\n`;

export const connectedFrame = chunk(sse(`event: connected\ndata: ${JSON.stringify(sseTimes.client)}`));
export const pingFrame = chunk(sse('event: ping\ndata: '));

/** The octets of an event, made once however many watch, and never decoded. */
export function frameOf(event: LoggedEvent): string {
  event.frame ??= chunk(sse(`data: ${event.octets.slice(event.idLength + 1)}\nid: ${event.id}`));
  return event.frame;
}

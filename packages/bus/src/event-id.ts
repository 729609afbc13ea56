import type { LoggedEvent } from './port.ts';

export type Position = { epoch: string; seq: number };

/** An event's id as parts; undefined for what is not one (ids come back from clients). */
export function parseEventId(id: string | undefined): Position | undefined {
  const match = /^(\d{10,20})\.(\d{1,15})$/.exec(id ?? '');
  return match ? { epoch: match[1] as string, seq: Number(match[2]) } : undefined;
}

/** `id data`, as the log holds it, as parts. */
export function parseEntry(entry: string): LoggedEvent {
  const space = entry.indexOf(' ');
  return { id: entry.slice(0, space), data: entry.slice(space + 1) };
}

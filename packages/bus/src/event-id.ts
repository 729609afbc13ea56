import type { LoggedEvent } from './port.ts';

export type Position = { epoch: string; seq: number };

/** An event's id as parts; undefined for what is not one (ids come back from clients). */
export function parseEventId(id: string | undefined): Position | undefined {
  const match = /^(\d{10,20})\.(\d{1,15})$/.exec(id ?? '');
  return match ? { epoch: match[1] as string, seq: Number(match[2]) } : undefined;
}

/** An event with its id as parts, which every watcher compares. */
export type PlacedEvent = LoggedEvent & { position: Position | undefined };

/** `id data`, as the log holds it, as parts. */
export function parseEntry(entry: string): PlacedEvent {
  const space = entry.indexOf(' ');
  const id = entry.slice(0, space);
  return { id, data: entry.slice(space + 1), position: parseEventId(id) };
}

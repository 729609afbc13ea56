/** Where an event stands: `epoch` is its log's birth in microseconds, `seq` counts from 1. */
export type Position = { epoch: number; seq: number };

/** An event's id as parts; undefined for what is not one (ids come back from clients). */
export function parseEventId(id: string | undefined): Position | undefined {
  const match = /^(\d{10,20})\.(\d{1,15})$/.exec(id ?? '');
  return match ? { epoch: Number(match[1]), seq: Number(match[2]) } : undefined;
}

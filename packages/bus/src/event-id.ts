/** The position of an event: `epoch` is the creation time of its log in microseconds, `seq` counts from 1. */
export type Position = { epoch: number; seq: number };

/** The parts of an event id; undefined for anything else (ids come back from clients). */
export function parseEventId(id: string | undefined): Position | undefined {
  const match = /^(\d{10,20})\.(\d{1,15})$/.exec(id ?? '');
  return match ? { epoch: Number(match[1]), seq: Number(match[2]) } : undefined;
}

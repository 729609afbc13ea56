import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@millrace/db/database';
import { sql } from 'kysely';

/** A request may arrive this much later than it was sent, by way of busy machines. Longer than this no answer is waited for. */
const maxLatenessMs = 300;
/** Who hears so late that it may send, because its process is busy, takes the moment again, but not for ever. */
const staleMs = 50;
const mostTries = 3;

export type HostPace = {
  /** Waits until the host may be asked again, and takes that moment. */
  hold(): Promise<void>;
  /** The host has answered, so the request has arrived: its rest counts from here. */
  rest(): Promise<void>;
};

/**
 * The moment at which a host is asked, as opposed to its fetch slot, which is taken with a row before. No two requests arrive at a host
 * with less than its delay between them, whichever processes send them and however busy they are: the delay counts from the answer, or
 * from the time at which the request must have arrived where the answer takes longer.
 */
export function hostPace(db: Database, origin: string, delayMs: number, signal: AbortSignal): HostPace {
  /** When this request has arrived at the latest, as the database writes it; it is nobody else's. */
  let mark: string | undefined;
  return {
    async hold() {
      for (let tries = 1; ; tries++) {
        signal.throwIfAborted();
        const asked = performance.now();
        mark = await take(db, origin, delayMs, mark);
        const isInTime = performance.now() - asked <= staleMs;
        if (mark !== undefined && (isInTime || tries >= mostTries)) return;
        if (mark === undefined) await sleep(await msUntilSend(db, origin, delayMs), undefined, { signal });
      }
    },
    async rest() {
      if (mark === undefined) return;
      await sql`
        update crawl_hosts set arrived_at = least(arrived_at, clock_timestamp()), next_allowed_at =
          greatest(next_allowed_at, clock_timestamp() + greatest(delay_ms, ${delayMs}) * interval '1 ms')
        where origin = ${origin} and arrived_at = ${mark}::timestamptz`.execute(db);
    },
  };
}

/** Takes the moment to send, if it has come, or one that is ours already a little later. Slots keep their distance from it. */
async function take(db: Database, origin: string, delayMs: number, mark = ''): Promise<string | undefined> {
  const late = sql`${maxLatenessMs} * interval '1 ms'`;
  const { rows } = await sql<{ arrivedAt: string }>`
    insert into crawl_hosts as host (origin, arrived_at, next_allowed_at)
    values (${origin}, clock_timestamp() + ${late}, clock_timestamp() + ${delayMs} * interval '1 ms')
    on conflict (origin) do update set arrived_at = clock_timestamp() + ${late}, next_allowed_at =
        greatest(host.next_allowed_at, clock_timestamp() + greatest(host.delay_ms, ${delayMs}) * interval '1 ms')
      where host.arrived_at is null or host.arrived_at::text = ${mark} or greatest(host.delay_ms, ${delayMs}) = 0
        or host.arrived_at + greatest(host.delay_ms, ${delayMs}) * interval '1 ms' <= clock_timestamp()
    returning arrived_at::text`.execute(db);
  return rows[0]?.arrivedAt;
}

async function msUntilSend(db: Database, origin: string, delayMs: number): Promise<number> {
  const { rows } = await sql<{ ms: number }>`
    select (extract(epoch from arrived_at - clock_timestamp()) * 1000 + greatest(delay_ms, ${delayMs}))::float8 as ms
    from crawl_hosts where origin = ${origin}`.execute(db);
  return Math.max(1, Math.ceil(rows[0]?.ms ?? 1));
}

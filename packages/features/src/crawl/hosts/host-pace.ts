import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@millrace/db/database';
import { sql } from 'kysely';

/** The arrival of a request may be this much later than its sending; more of a slow answer is not held against the host. */
const maxLatenessMs = 100;
/** Who hears so late that it may send, because its process is busy, asks again, but not for ever. */
const staleMs = 50;
const mostTries = 3;

export type HostPace = {
  /** Waits until the host may be asked again, and takes that moment. */
  hold(): Promise<void>;
  /** The host has answered: its rest counts from here, since the request may have arrived later than it was sent. */
  rest(): Promise<void>;
};

/**
 * The moment at which a host is asked, as opposed to its fetch slot, which is taken with a row long before. No two requests to one host
 * are sent with less than its delay between them, whichever processes send them and however busy they are.
 */
export function hostPace(db: Database, origin: string, delayMs: number, signal: AbortSignal): HostPace {
  let sentAt: string | undefined;
  return {
    async hold() {
      for (let tries = 1; ; ) {
        signal.throwIfAborted();
        const asked = performance.now();
        const { rows } = await sql<{ sentAt: string }>`
          insert into crawl_hosts as host (origin, sent_at) values (${origin}, clock_timestamp())
          on conflict (origin) do update set sent_at = clock_timestamp()
            where host.sent_at is null
              or host.sent_at + greatest(host.delay_ms, ${delayMs}) * interval '1 ms' <= clock_timestamp()
          returning sent_at::text`.execute(db);
        sentAt = rows[0]?.sentAt;
        const isInTime = performance.now() - asked <= staleMs;
        if (sentAt !== undefined && (isInTime || tries++ >= mostTries)) return;
        await sleep(await msUntilSend(db, origin, delayMs), undefined, { signal });
      }
    },
    async rest() {
      if (sentAt === undefined) return;
      await sql`
        update crawl_hosts set sent_at = least(clock_timestamp(), sent_at + ${maxLatenessMs} * interval '1 ms')
        where origin = ${origin} and sent_at = ${sentAt}::timestamptz`.execute(db);
    },
  };
}

async function msUntilSend(db: Database, origin: string, delayMs: number): Promise<number> {
  const { rows } = await sql<{ ms: number }>`
    select (extract(epoch from sent_at - clock_timestamp()) * 1000 + greatest(delay_ms, ${delayMs}))::float8 as ms
    from crawl_hosts where origin = ${origin}`.execute(db);
  return Math.max(1, Math.ceil(rows[0]?.ms ?? 1));
}

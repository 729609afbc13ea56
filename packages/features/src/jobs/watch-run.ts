import type { BusItem } from '@millrace/bus/port';
import type { ErrorView } from '@millrace/contract/app-error';
import { endsRun, isFinal, type JobEvent, type RunStatus, type RunView } from '@millrace/contract/job-event';
import { findJob } from '@millrace/contract/jobs';
import { isDatabaseAway } from '@millrace/db/database-away';
import type { Services } from '../services.ts';
import { feedChannel, runChannel } from './feed.ts';
import { findRun, type RunRow } from './jobs.queries.ts';

export type Watched<T> = { id: string; data: T };
type WatchOptions = {
  after?: string;
  signal: AbortSignal;
  /** Throws once the watcher may no longer watch; asked every few seconds. */
  stillAllowed: () => Promise<void>;
};

/** How often a silent stream looks at the row and at the watcher's rights. */
const tickMs = 3_000;

/**
 * One run, from where the watcher left off to its end. What the log no longer has is made up for by one `snapshot` from the row, so
 * that a watcher always gets on, whatever Redis lost.
 */
export async function* watchRun(
  services: Services,
  runId: string,
  options: WatchOptions,
): AsyncGenerator<Watched<JobEvent>> {
  for await (const item of withTicks(
    (signal) => services.bus.subscribe(runChannel(runId), { after: options.after, signal }),
    options.signal,
  )) {
    if (item.kind === 'event') {
      const event = JSON.parse(item.event.data) as JobEvent;
      yield { id: item.event.id, data: event };
      // a run that was started again goes on in the same log
      if (endsRun(event) && (await endedSo(services, runId, event))) return;
      continue;
    }
    const row = await look(services, item.kind, options, () => findRun(services.db, runId));
    if (row === 'away') continue;
    if (row === undefined) return;
    const ended = isFinal(row.status as RunStatus);
    if (item.kind === 'gap' || ended) yield { id: `row-${row.attempt}`, data: snapshotOf(row) };
    if (ended) return;
  }
}

/** Asks for the watcher's rights at a tick, and for what else is to be read. A database that is away for a moment ends no stream. */
async function look<T>(
  services: Services,
  kind: BusItem['kind'] | 'tick',
  options: WatchOptions,
  read: () => Promise<T>,
): Promise<T | 'away'> {
  try {
    if (kind === 'tick') await options.stillAllowed();
    return await read();
  } catch (error) {
    if (kind !== 'tick' || !isDatabaseAway(error)) throw error;
    services.log.warn({ err: error }, 'a stream could not be looked after');
    return 'away';
  }
}

/** A run that failed and was started again goes on in the same log: only the end that the row tells of is its end. */
async function endedSo(services: Services, runId: string, event: JobEvent): Promise<boolean> {
  const row = await findRun(services.db, runId);
  return row === undefined || row.status === (event.type === 'snapshot' ? event.status : event.type);
}

function snapshotOf(row: RunRow): JobEvent {
  return {
    type: 'snapshot',
    status: row.status as RunStatus,
    attempt: 1 + row.failures + row.crashes,
    state: row.state ?? findJob(row.name)?.initial ?? null,
    result: row.result,
    error: row.error as ErrorView | null,
  };
}

/** States of all runs of a workspace from now on. `null`: something was missed, the list must be read again. */
export async function* watchFeed(
  services: Services,
  workspaceId: string,
  options: WatchOptions,
): AsyncGenerator<Watched<{ run: RunView | null }>> {
  const subscribe = (signal: AbortSignal) =>
    services.bus.subscribe(feedChannel(workspaceId), { after: options.after, live: true, signal });
  for await (const item of withTicks(subscribe, options.signal)) {
    if (item.kind === 'event') yield { id: item.event.id, data: JSON.parse(item.event.data) as { run: RunView } };
    else if (item.kind === 'gap') yield { id: 'gap', data: { run: null } };
    else await look(services, 'tick', options, async () => undefined);
  }
}

/** What the bus brings, and a tick whenever some time has passed. Ends with the consumer, too. */
async function* withTicks(
  subscribe: (signal: AbortSignal) => AsyncIterable<BusItem>,
  outer: AbortSignal,
): AsyncGenerator<BusItem | { kind: 'tick' }> {
  const inner = new AbortController();
  const signal = AbortSignal.any([outer, inner.signal]);
  const iterator = subscribe(signal)[Symbol.asyncIterator]();
  let tickAt = Date.now() + tickMs;
  let next = iterator.next();
  try {
    for (;;) {
      // asked by the clock, not only when nothing comes: a reader with a long backlog loses his rights too
      if (Date.now() >= tickAt) {
        tickAt = Date.now() + tickMs;
        yield { kind: 'tick' };
        continue;
      }
      let timer: NodeJS.Timeout | undefined;
      const tick = new Promise<'tick'>((resolve) => {
        timer = setTimeout(() => resolve('tick'), Math.max(0, tickAt - Date.now()));
      });
      const won = await Promise.race([next, tick]);
      clearTimeout(timer);
      if (won === 'tick') {
        tickAt = Date.now() + tickMs;
        yield { kind: 'tick' };
        continue;
      }
      if (won.done) return;
      next = iterator.next();
      yield won.value;
    }
  } finally {
    inner.abort();
    next.catch(() => {});
    // not awaited: it queues behind a next() that a dead connection may never answer
    void iterator.return?.().catch(() => {});
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { answerItem } from './answer-item.ts';
import type { Answering, Ready } from './answering.ts';
import { claimMs, nextDueMs, releaseClaims, renewClaims } from './claims.queries.ts';
import { openStore } from './open-store.ts';
import { readItems } from './read-items.ts';

/** How soon an idle worker looks again for what others put back. */
const lookEveryMs = 1_000;

/**
 * Answers the items of a classification, at most `concurrency` at a time, until none is open. A worker begins the next item only when its
 * last answer is stored: whatever ends the process, only what was being asked at that moment is asked again. Throws what stops all items.
 */
export async function answerItems(work: Answering): Promise<void> {
  const { services, classificationId, claimant, concurrency, signal } = work;
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const store = openStore(work);
  const open = new Set<Promise<void>>();
  const ready: Ready[] = [];
  let restUntil = 0;
  let failure: unknown;
  const renewing = setInterval(() => {
    renewClaims(services.db, claimant).catch((err: unknown) => services.log.warn({ err }, 'claims were not renewed'));
  }, claimMs / 3);
  const rest = (ms: number) => {
    restUntil = Math.max(restUntil, Date.now() + ms);
  };
  const begin = (item: Ready) => {
    const answering = answerItem(work, item, { signal: both, store, rest })
      .catch((error: unknown) => {
        failure ??= error;
        stop.abort(error);
      })
      .finally(() => open.delete(answering));
    open.add(answering);
  };
  try {
    while (!both.aborted) {
      if (open.size >= concurrency) {
        await Promise.race(open);
        continue;
      }
      const restMs = restUntil - Date.now();
      if (restMs > 0) {
        await sleep(Math.min(restMs, lookEveryMs), undefined, { signal: both }).catch(() => {});
        continue;
      }
      if (ready.length === 0) ready.push(...(await readItems(work, store)));
      const next = ready.shift();
      if (next) begin(next);
      else if (open.size > 0) await Promise.race(open);
      else {
        const dueMs = await nextDueMs(services.db, classificationId);
        if (dueMs === undefined) break;
        await sleep(Math.min(Math.max(dueMs, 20), lookEveryMs), undefined, { signal: both }).catch(() => {});
      }
    }
    await Promise.all(open);
    if (failure !== undefined) throw failure;
    signal.throwIfAborted();
  } finally {
    stop.abort();
    clearInterval(renewing);
    await Promise.allSettled(open);
    await releaseClaims(services.db, { claimant }).catch((err: unknown) =>
      services.log.info({ err }, 'claims were not released and will expire'),
    );
  }
}

import type { Services } from '../services.ts';

/**
 * Adds committed runs to the queue and deletes them from the outbox. May run twice for the same run, in any process: tickets are
 * idempotent. Never throws: the reconciler retries what stays in the outbox.
 */
export async function dispatch(services: Services, runIds: string[]): Promise<void> {
  const { db, queue, log } = services;
  try {
    const rows = await db
      .selectFrom('runs')
      .select(['id', 'attempt', 'lane', 'priority'])
      .where('id', 'in', runIds)
      .where('status', '=', 'queued')
      .execute();
    await queue.enqueue(
      rows.map((row) => ({ runId: row.id, attempt: row.attempt, lane: row.lane, priority: row.priority })),
    );
    await db.deleteFrom('outbox').where('runId', 'in', runIds).execute();
  } catch (error) {
    log.warn({ err: error, runs: runIds.length }, 'runs stay in the outbox for now');
  }
}

import { isFinal, type RunView } from '@millrace/contract/jobs/job-event';
import { findJob, type listRunsInput } from '@millrace/contract/jobs/jobs';
import type { Database, Trx } from '@millrace/db/database';
import type { Row } from '@millrace/db/tables';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Caller } from '../session/authenticate.ts';
import { subjectSeenBy } from './living-subject.ts';

export type RunRow = Row<'runs'>;

/** A run as pages show it. Facts of its definition come from this build; a run of an unknown kind is shown too. */
export function viewRun(row: RunRow): RunView {
  const definition = findJob(row.name);
  return {
    id: row.id,
    name: row.name,
    workspaceId: row.workspaceId,
    status: row.status,
    attempt: 1 + row.failures + row.crashes,
    maxAttempts: definition?.retry.attempts ?? 1,
    progress: definition ? definition.describe(row.state ?? definition.initial) : { text: '' },
    error: row.error,
    subject: row.subject,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

export function findRun(db: Database | Trx, runId: string): Promise<RunRow | undefined> {
  return db.selectFrom('runs').selectAll().where('id', '=', runId).executeTakeFirst();
}

/** Null: the run belongs to the instance. Undefined: there is no such run, or the caller does not see what it works on. */
export async function findRunWorkspace(
  db: Database,
  runId: string,
  caller: Caller,
): Promise<string | null | undefined> {
  const row = await db
    .selectFrom('runs')
    .select('workspaceId')
    .where('id', '=', runId)
    .where(subjectSeenBy(caller))
    .executeTakeFirst();
  return row?.workspaceId;
}

/** Which of these runs work on what the caller no longer sees. */
export async function findUnseenRuns(db: Database, caller: Caller, ids: string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('runs')
    .where('id', 'in', ids)
    .where(sql<boolean>`not ${subjectSeenBy(caller)}`)
    .select('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Which of these runs have ended or no longer exist. */
export async function findEndedRuns(db: Database, ids: string[]): Promise<string[]> {
  const rows = await db.selectFrom('runs').where('id', 'in', ids).select(['id', 'status']).execute();
  const active = new Set(rows.filter(({ status }) => !isFinal(status)).map(({ id }) => id));
  return ids.filter((id) => !active.has(id));
}

/** A page of the runs of a workspace, or of the instance itself (null), newest first, as far as the caller sees what they work on. `cursor` is the last id of the page before. */
export async function listRuns(
  db: Database,
  caller: Caller,
  { workspaceId, active, subject, cursor, limit }: z.output<typeof listRunsInput>,
): Promise<{ items: RunView[]; nextCursor: string | null }> {
  // written out, since no index serves `is not distinct from`
  const inScope = workspaceId === null ? 'is' : '=';
  let query = db.selectFrom('runs').selectAll().where('workspaceId', inScope, workspaceId).where(subjectSeenBy(caller));
  if (subject) {
    query = query.where(sql`subject->>'kind'`, '=', subject.kind).where(sql`subject->>'id'`, '=', subject.id);
  }
  if (active) query = query.where('status', 'in', ['queued', 'running']);
  if (cursor !== undefined) {
    query = query.where((eb) =>
      eb(
        eb.refTuple('createdAt', 'id'),
        '<',
        eb
          .selectFrom('runs as last')
          .where('last.id', '=', cursor)
          .where('last.workspaceId', inScope, workspaceId)
          .select(['last.createdAt', 'last.id'])
          .$asTuple('createdAt', 'id'),
      ),
    );
  }
  const rows = await query
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  return { items: page.map(viewRun), nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}

import type { ErrorView } from '@millrace/contract/app-error';
import type { RunStatus, RunSubject, RunView } from '@millrace/contract/jobs/job-event';
import { findJob } from '@millrace/contract/jobs/jobs';
import type { Database, Trx } from '@millrace/db/database';
import type { Row } from '@millrace/db/tables';

export type RunRow = Row<'runs'>;

/** A run as screens show it. What its definition says is taken from this build; a run of an unknown kind still shows. */
export function viewRun(row: RunRow): RunView {
  const definition = findJob(row.name);
  return {
    id: row.id,
    name: row.name,
    workspaceId: row.workspaceId,
    status: row.status as RunStatus,
    attempt: 1 + row.failures + row.crashes,
    maxAttempts: definition?.retry.attempts ?? 1,
    progress: definition ? definition.describe(row.state ?? definition.initial) : { text: '' },
    error: row.error as ErrorView | null,
    subject: row.subject as RunSubject | null,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

export function findRun(db: Database | Trx, runId: string): Promise<RunRow | undefined> {
  return db.selectFrom('runs').selectAll().where('id', '=', runId).executeTakeFirst();
}

export async function findRunWorkspace(db: Database, runId: string): Promise<string | undefined> {
  const row = await db.selectFrom('runs').select('workspaceId').where('id', '=', runId).executeTakeFirst();
  return row?.workspaceId;
}

/** A page of a workspace's runs, newest first. `cursor` is the last id of the page before. */
export async function listRuns(
  db: Database,
  { workspaceId, active, cursor, limit }: { workspaceId: string; active?: boolean; cursor?: string; limit: number },
): Promise<{ items: RunView[]; nextCursor: string | null }> {
  let query = db.selectFrom('runs').selectAll().where('workspaceId', '=', workspaceId);
  if (active) query = query.where('status', 'in', ['queued', 'running']);
  if (cursor !== undefined) {
    query = query.where((eb) =>
      eb(
        eb.refTuple('createdAt', 'id'),
        '<',
        eb
          .selectFrom('runs as last')
          .where('last.id', '=', cursor)
          .where('last.workspaceId', '=', workspaceId)
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

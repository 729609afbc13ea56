import type { Database } from '@millrace/db/database';
import { sql } from 'kysely';
import type { Candidate } from './find-candidates.ts';

const restMs = 60_000;
/** An endpoint that hangs again and again rests twice as long each time, up to this. */
const longestRestMs = 30 * restMs;
/** So many of an endpoint say how it is. */
const newestRequests = 20;
/** No request takes longer. */
const longestRequestMs = 30 * restMs;
/** What says that an endpoint itself is in trouble, not the request nor its account. */
const troubles = ['llm.timeout', 'llm.down', 'llm.cut', 'llm.malformed', 'llm.failed'];

/**
 * Those whose newest answers were none: asked first, each would cost whoever asks the whole time that a model may be silent. They rest for
 * a minute, those that hang longer each time, and then one request tries whether they answer again, while the others pass them over. The
 * ledger knows, so all workers do.
 */
export async function findResting(
  { db, clock }: { db: Database; clock: () => Date },
  candidates: Candidate[],
): Promise<Set<Candidate>> {
  const ids = candidates.map(({ id }) => id).filter((id) => id !== null);
  if (candidates.length < 2 || ids.length === 0) return new Set();
  const now = clock().getTime();
  const since = new Date(now - longestRestMs - 2 * longestRequestMs);
  const { rows: requests } = await sql<Asked>`
    select asked.* from unnest(${ids}::uuid[]) as own (id) cross join lateral (
      select endpoint_id, status, reason, started_at, finished_at, output_tokens from model_requests
      where endpoint_id = own.id and started_at > ${since}
      order by started_at desc limit ${newestRequests}
    ) as asked`.execute(db);
  const isResting = ({ id }: Candidate) =>
    rests(
      requests.filter(({ endpointId }) => endpointId === id),
      now,
    );
  return new Set(candidates.filter(isResting));
}

type Asked = {
  endpointId: string;
  status: string;
  reason: string | null;
  startedAt: Date;
  finishedAt: Date | null;
  outputTokens: number;
};

function rests(requests: Asked[], now: number): boolean {
  const ended = requests
    .flatMap((request) => (request.finishedAt ? [{ ...request, at: request.finishedAt.getTime() }] : []))
    // whoever stops waiting has not learnt whether it answers
    .filter(({ status, outputTokens }) => status !== 'stopped' || outputTokens > 0)
    .toSorted((a, b) => b.at - a.at);
  const [newest] = ended;
  if (newest === undefined || !isTrouble(newest)) return false;
  const firstGood = ended.findIndex((request) => !isTrouble(request));
  const inRow = firstGood === -1 ? ended : ended.slice(0, firstGood);
  const hung = inRow.filter(({ reason }) => reason === 'llm.timeout').length;
  const ms = Math.min(restMs * 2 ** Math.max(0, hung - 1), longestRestMs);
  if (now < newest.at + ms) return true;
  // one that was begun since tries whether it answers again
  return requests.some(
    ({ status, startedAt }) =>
      status === 'running' && startedAt.getTime() >= newest.at && now - startedAt.getTime() < longestRequestMs,
  );
}

const isTrouble = ({ status, reason }: Asked): boolean => status === 'failed' && troubles.includes(reason ?? '');

/** The endpoints that a run has waited for in vain: none of its attempts asks them again. */
export async function findSilent(db: Database, runId: string | null): Promise<Set<string | null>> {
  if (runId === null) return new Set();
  const rows = await db
    .selectFrom('modelRequests')
    .where('runId', '=', runId)
    .where('status', '=', 'failed')
    .where('reason', '=', 'llm.timeout')
    .select('endpointId')
    .execute();
  return new Set(rows.map(({ endpointId }) => endpointId));
}

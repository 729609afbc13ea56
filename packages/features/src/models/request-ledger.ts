import type { Database, Trx } from '@millrace/db/database';
import type { Usage } from '@millrace/llm/port';
import { type RawBuilder, sql } from 'kysely';
import type { Candidate } from './find-candidates.ts';

/** About four characters make a token, in the languages and models that we have seen. */
export const tokensOf = (chars: number): number => Math.ceil(chars / 4);
export const tokensIn = (text: string): number => tokensOf(text.length);

type Clocked = { db: Database; clock: () => Date };

export type LedgerEntry = {
  workspaceId: string;
  purpose: 'answer' | 'title' | 'classification';
  runId: string | null;
  /** Other requests of the run may be open: only an attempt that begins closes what the one before has left (`endRequestsOf`). */
  parallel?: boolean;
  candidate: Candidate;
  /** Of the prompt, counted by us until the server says. */
  inputTokens: number;
  /** UTF-16 units of the prompt. */
  promptChars?: number;
};

/**
 * Written before the request, so that a process that dies leaves what it may have cost. What an earlier attempt of the run left open is
 * closed: it said nothing, since after its first word no run is asked again.
 */
export async function beginRequest({ db, clock }: Clocked, entry: LedgerEntry): Promise<string> {
  const { workspaceId, purpose, runId, candidate, inputTokens } = entry;
  if (runId !== null && !entry.parallel) await endRequestsOf(db, runId, 0);
  const { id } = await db
    .insertInto('modelRequests')
    .values({
      ...{ workspaceId, purpose, runId, inputTokens, model: candidate.model },
      startedAt: clock(),
      endpointId: candidate.id,
      promptChars: entry.promptChars ?? null,
      endpointName: candidate.name,
      inputPrice: candidate.price?.input ?? null,
      outputPrice: candidate.price?.output ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export type RequestEnd = {
  status: 'complete' | 'stopped' | 'failed' | 'interrupted';
  reason?: string;
  /** `exact`: the server said so. */
  usage: Usage & { exact: boolean };
};

export async function endRequest(
  { db, clock }: Clocked,
  id: string,
  { status, reason, usage }: RequestEnd,
): Promise<void> {
  const { inputTokens, outputTokens, exact } = usage;
  await db
    .updateTable('modelRequests')
    .set({ status, reason: reason ?? null, inputTokens, outputTokens, estimated: !exact, finishedAt: clock() })
    .where('id', '=', id)
    .execute();
}

/** Closes the request that a dead worker left open, if it did: it has brought about this much. */
export async function endRequestsOf(db: Database | Trx, runId: string, outputTokens: number): Promise<void> {
  await db
    .updateTable('modelRequests')
    .set({ status: 'interrupted', outputTokens, finishedAt: sql`now()` })
    .where('runId', '=', runId)
    .where('status', '=', 'running')
    .execute();
}

/** Tokens of an endpoint since the day began where its workspace is, by everybody who shares it. */
export async function tokensToday({ db, clock }: Clocked, endpointId: string): Promise<number> {
  const { tokens } = await db
    .selectFrom('modelRequests')
    .where('endpointId', '=', endpointId)
    .where('startedAt', '>=', dayStart(clock(), zoneOfEndpoint(endpointId)))
    .select(sql<number>`coalesce(sum(input_tokens::bigint + output_tokens), 0)::float8`.as('tokens'))
    .executeTakeFirstOrThrow();
  return tokens;
}

/** When the day of `now` began in a time zone, and with `later` a day after it; hours differ where clocks change. */
export const dayStart = (now: Date, timeZone: RawBuilder<string>, later: 0 | 1 = 0): RawBuilder<Date> =>
  sql<Date>`((date_trunc('day', ${now}::timestamptz at time zone ${timeZone}) + ${later} * interval '1 day') at time zone ${timeZone})`;

/** The time zone of the workspace that an endpoint belongs to. */
export const zoneOfEndpoint = (endpointId: string): RawBuilder<string> => sql<string>`(
  select time_zone from model_endpoints join workspaces on workspaces.id = model_endpoints.workspace_id
  where model_endpoints.id = ${endpointId}
)`;

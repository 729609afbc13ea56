import type { Evidence } from '@millrace/contract/classification/results';
import type { Values } from '@millrace/contract/schemes/check-values';
import type { Database, Trx } from '@millrace/db/database';
import { toJson } from '@millrace/db/to-json';
import { sql } from 'kysely';

/** For how long a claim holds without being renewed: what a dead worker had asked is asked again after that. */
export const claimMs = 15_000;
const leaseEnd = sql<Date>`now() + ${sql.lit(`${claimMs} milliseconds`)}::interval`;

export type ClaimedItem = {
  id: string;
  schemeId: string;
  schemeVersion: number;
  subjectKind: string;
  subjectId: string;
  failures: number;
};

/** Takes the next items that nobody has, in their order. */
export async function claimItems(
  db: Database,
  { classificationId, claimant, limit }: { classificationId: string; claimant: string; limit: number },
): Promise<ClaimedItem[]> {
  const { rows } = await sql<ClaimedItem & { position: number }>`
    update classification_items set status = 'asking', claimant = ${claimant}, claimed_until = ${leaseEnd}
    where id in (
      select id from classification_items where classification_id = ${classificationId}
        and (status = 'queued' and not_before <= now() or status = 'asking' and claimed_until < now())
      order by position limit ${limit} for update skip locked)
    returning id, scheme_id, scheme_version, subject_kind, subject_id, failures, position`.execute(db);
  return rows.toSorted((a, b) => a.position - b.position);
}

export async function renewClaims(db: Database, claimant: string): Promise<void> {
  await db
    .updateTable('classificationItems')
    .set({ claimedUntil: leaseEnd })
    .where('claimant', '=', claimant)
    .where('status', '=', 'asking')
    .execute();
}

/** Puts back what was claimed and not answered: by one worker, or by all of a classification. */
export async function releaseClaims(
  db: Database | Trx,
  whose: { claimant: string } | { classificationId: string },
): Promise<void> {
  let query = db
    .updateTable('classificationItems')
    .set({ status: 'queued', claimant: null, claimedUntil: null })
    .where('status', '=', 'asking');
  query =
    'claimant' in whose
      ? query.where('claimant', '=', whose.claimant)
      : query.where('classificationId', '=', whose.classificationId);
  await query.execute();
}

/** When the next open item can be claimed, in milliseconds from now; undefined when none is open. */
export async function nextDueMs(db: Database, classificationId: string): Promise<number | undefined> {
  const { rows } = await sql<{ ms: number | null }>`select extract(epoch from
      min(case status when 'queued' then not_before else claimed_until end) - now()) * 1000 as ms
    from classification_items where classification_id = ${classificationId} and status in ('queued', 'asking')`.execute(
    db,
  );
  const ms = rows[0]?.ms ?? null;
  return ms === null ? undefined : Math.max(0, Number(ms));
}

/** Puts an item back to be asked again later; `counts`: as a failure of its own. */
export async function deferItem(
  db: Database,
  { id, claimant, delayMs, counts }: { id: string; claimant: string; delayMs: number; counts: boolean },
): Promise<void> {
  await db
    .updateTable('classificationItems')
    .set((eb) => ({
      status: 'queued',
      claimant: null,
      claimedUntil: null,
      failures: counts ? eb('failures', '+', 1) : eb.ref('failures'),
      notBefore: sql`now() + ${delayMs} * interval '1 millisecond'`,
    }))
    .where('id', '=', id)
    .where('claimant', '=', claimant)
    .execute();
}

/** How an item ends. */
export type Outcome = {
  id: string;
  status: 'done' | 'failed';
  subjectVersion?: number;
  /** sha256 of the text, hexadecimal. */
  textHash?: string;
  fieldValues: Values | null;
  confidence: Record<string, number | null> | null;
  justification: Record<string, string> | null;
  evidence: Record<string, Evidence[]> | null;
  raw: string | null;
  errorCode: string | null;
  errorMessage: string | null;
  provider: string;
  endpointId: string | null;
  model: string;
  inputTokens: number;
  outputTokens: number;
  cost: number | null;
  latencyMs: number | null;
  cached: boolean;
};

const leastOf = (confidence: Outcome['confidence']): number | null => {
  const measured = Object.values(confidence ?? {}).filter((value) => value !== null);
  return measured.length > 0 ? Math.min(...measured) : null;
};

/**
 * Stores how items ended, those that `claimant` still has. What another worker has taken meanwhile, because this one was silent for too
 * long, is the other's to answer.
 */
export async function storeOutcomes(trx: Trx, claimant: string, outcomes: readonly Outcome[]): Promise<void> {
  const rows = outcomes.map((outcome) => ({ ...outcome, leastConfidence: leastOf(outcome.confidence) }));
  await sql`update classification_items item set
      status = ended.status, subject_version = coalesce(ended."subjectVersion", item.subject_version),
      text_hash = decode(ended."textHash", 'hex'), field_values = ended."fieldValues", confidence = ended.confidence,
      least_confidence = ended."leastConfidence", justification = ended.justification, evidence = ended.evidence,
      raw = ended.raw, error_code = ended."errorCode", error_message = ended."errorMessage", provider = ended.provider,
      endpoint_id = ended."endpointId", model = ended.model, input_tokens = ended."inputTokens",
      output_tokens = ended."outputTokens", cost = ended.cost, latency_ms = ended."latencyMs", cached = ended.cached,
      answered_at = now(), claimant = null, claimed_until = null
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as ended (id uuid, status text, "subjectVersion" int, "textHash" text,
      "fieldValues" jsonb, confidence jsonb, "leastConfidence" real, justification jsonb, evidence jsonb, raw text,
      "errorCode" text, "errorMessage" text, provider text, "endpointId" uuid, model text, "inputTokens" int,
      "outputTokens" int, cost float8, "latencyMs" int, cached boolean)
    where item.id = ended.id and item.claimant = ${claimant} and item.status = 'asking'`.execute(trx);
}

export type ItemCounts = { total: number; done: number; failed: number; cached: number };

export async function countItems(db: Database | Trx, classificationId: string): Promise<ItemCounts> {
  const { rows } = await sql<ItemCounts>`select count(*) as total,
      count(*) filter (where status = 'done') as done, count(*) filter (where status = 'failed') as failed,
      count(*) filter (where status = 'done' and cached) as cached
    from classification_items where classification_id = ${classificationId}`.execute(db);
  const { total = 0, done = 0, failed = 0, cached = 0 } = rows[0] ?? {};
  return { total, done, failed, cached };
}

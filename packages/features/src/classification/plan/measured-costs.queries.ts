import type { Database } from '@millrace/db/database';
import { sql } from 'kysely';

/** What requests to a model have shown; null where none has. */
export type MeasuredCosts = {
  /** Of a prompt. */
  tokensPerChar: number | null;
  /** Of an answer to a classification. */
  outputTokens: number | null;
  /** How long classifications took: nine of ten took at least, and at most. */
  latencyMs: { min: number; max: number } | null;
};

/** The latest requests count: models, prices and servers change. */
const looksAt = 200;

export async function measureCosts(
  db: Database,
  { workspaceId, endpointId, model }: { workspaceId: string; endpointId: string | null; model: string },
): Promise<MeasuredCosts> {
  const { rows } = await sql<{
    perChar: number | null;
    output: number | null;
    low: number | null;
    high: number | null;
  }>`
    with latest as (
      select * from model_requests where workspace_id = ${workspaceId} and model = ${model}
        and endpoint_id is not distinct from ${endpointId} and status = 'complete'
      order by started_at desc limit ${looksAt}),
    asked as (
      select *, extract(epoch from finished_at - started_at) * 1000 as ms from latest where purpose = 'classification')
    select (select sum(input_tokens)::float8 / nullif(sum(prompt_chars), 0) from latest
        where not estimated and prompt_chars is not null) as per_char,
      (select avg(output_tokens)::float8 from asked) as output,
      (select percentile_cont(0.1) within group (order by ms) from asked)::float8 as low,
      (select percentile_cont(0.9) within group (order by ms) from asked)::float8 as high`.execute(db);
  const [row] = rows;
  const { perChar = null, output = null, low = null, high = null } = row ?? {};
  return {
    tokensPerChar: perChar,
    outputTokens: output,
    latencyMs: low === null || high === null ? null : { min: low, max: high },
  };
}

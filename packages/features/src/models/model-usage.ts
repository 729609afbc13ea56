import type { EndpointUsageView, UsageSum } from '@millrace/contract/models/models';
import { sql } from 'kysely';
import type { Services } from '../services.ts';
import { dayStart } from './request-ledger.ts';

const monthMs = 30 * 24 * 3_600_000;

/** What a workspace has asked of each endpoint today and in the last 30 days, deleted ones included, the most used first. */
export async function readUsage({ db, clock }: Services, workspaceId: string): Promise<EndpointUsageView[]> {
  const now = clock();
  const zone = sql<string>`(select time_zone from workspaces where id = ${workspaceId})`;
  const today = sql<boolean>`started_at >= ${dayStart(now, zone)}`;
  const { rows } = await sql<{ id: string | null; name: string } & Record<'today' | 'month', UsageSum>>`
    select endpoint_id as id, (array_agg(endpoint_name order by started_at desc))[1] as name,
      ${sums(sql`true`)} as month, ${sums(today)} as today
    from model_requests
    where workspace_id = ${workspaceId} and started_at > ${new Date(now.getTime() - monthMs)}
    group by endpoint_id order by sum(input_tokens::bigint + output_tokens) desc`.execute(db);
  return rows;
}

const sums = (when: ReturnType<typeof sql<boolean>>) => sql`json_build_object(
  'requests', count(*) filter (where ${when}),
  'inputTokens', coalesce(sum(input_tokens::bigint) filter (where ${when}), 0),
  'outputTokens', coalesce(sum(output_tokens::bigint) filter (where ${when}), 0),
  'cost', sum((input_tokens * input_price + output_tokens * output_price) / 1e6) filter (where ${when}),
  'estimated', coalesce(bool_or(estimated) filter (where ${when}), false))`;

import type { Values } from '@millrace/contract/schemes/check-values';
import type { Database } from '@millrace/db/database';
import { sql } from 'kysely';
import { subjectKind } from '../subjects/subject-kinds.ts';

/** A text and what a person says its values are. */
export type JudgedText = { subjectId: string; text: string; textHash: Buffer; values: Values };

/** More are not looked at: the newest count. */
export const mostJudged = 2_000;

/** What people accepted or corrected under a scheme, of texts that live; the newest first. */
export async function listJudged(db: Database, workspaceId: string, schemeId: string): Promise<JudgedText[]> {
  const living = subjectKind('record').living(workspaceId);
  const { rows } = await sql<JudgedText>`
    select judged.subject_id, living.text, judged.text_hash, judged.accepted_values || judged.field_values as "values"
    from judgements judged join (${living}) living on living.id = judged.subject_id
    where judged.workspace_id = ${workspaceId} and judged.scheme_id = ${schemeId}
      and judged.review in ('accepted', 'corrected')
    order by judged.judged_at desc, judged.subject_id limit ${mostJudged}`.execute(db);
  return rows;
}

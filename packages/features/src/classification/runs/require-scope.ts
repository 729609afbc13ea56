import { AppError } from '@millrace/contract/app-error';
import type { Scope } from '@millrace/contract/classification/classification';
import type { Database } from '@millrace/db/database';
import { subjectKind } from '../subjects/subject-kinds.ts';

/** Refuses a scope that names what is not in the workspace, or no longer: less than was asked for would be classified in silence. */
export async function requireScope(db: Database, workspaceId: string, scope: Scope): Promise<void> {
  const sourceIds = [...new Set([...(scope.sourceIds ?? []), ...(scope.filters?.sourceIds ?? [])])];
  if (sourceIds.length > 0) {
    const found = await db
      .selectFrom('sources')
      .where('workspaceId', '=', workspaceId)
      .where('deletedAt', 'is', null)
      .where('id', 'in', sourceIds)
      .select('id')
      .execute();
    if (found.length < sourceIds.length)
      throw new AppError('not-found', 'sources.not-found', 'A source that was chosen does not exist.');
  }
  const recordIds = [...new Set(scope.recordIds ?? [])];
  if (recordIds.length > 0) {
    const found = await subjectKind('record').read(db, workspaceId, recordIds);
    if (found.length < recordIds.length)
      throw new AppError('not-found', 'records.not-found', 'A text that was chosen does not exist.');
  }
}

import { AppError } from '@millrace/contract/app-error';
import type { BulkAction, BulkResult } from '@millrace/contract/sources/sources';
import { goneSource } from '../records/source-row.ts';
import type { Services } from '../services.ts';
import { setSourceEnabled, setSourceTags } from '../sources/choose-sources.ts';
import { deleteSource, restoreSource } from '../sources/delete-source.ts';
import { retrySource } from '../sources/retry-source.ts';
import { cancelSource, pauseSource, resumeSource, syncSource } from './steer-crawl.ts';

type Bulk = { workspaceId: string; sourceIds: string[]; action: BulkAction; createdBy: string | null };
type One = { sourceId: string; tags: string[]; createdBy: string | null };

const maxTags = 30;

function act(services: Services, action: BulkAction, { sourceId, tags, createdBy }: One): Promise<unknown> {
  const { db } = services;
  switch (action.verb) {
    case 'enable':
    case 'disable':
      return setSourceEnabled(db, { sourceId, enabled: action.verb === 'enable' });
    case 'tag': {
      const all = [...tags, ...action.tags];
      if (new Set(all).size > maxTags)
        throw new AppError('invalid', 'sources.many-tags', 'A source has at most {maxTags} tags.', {
          values: { maxTags },
        });
      return setSourceTags(db, { sourceId, tags: all });
    }
    case 'untag':
      return setSourceTags(db, { sourceId, tags: tags.filter((tag) => !action.tags.includes(tag)) });
    case 'sync':
      return syncSource(services, { sourceId, createdBy });
    case 'pause':
      return pauseSource(services, sourceId);
    case 'resume':
      return resumeSource(services, { sourceId, createdBy });
    case 'cancel':
      return cancelSource(services, sourceId);
    case 'retry':
      return retrySource(services, { sourceId, createdBy });
    case 'delete':
      return deleteSource(services, sourceId);
    case 'restore':
      return restoreSource(services, { sourceId, createdBy });
  }
}

/**
 * Does one thing with many sources, one after the other. One that cannot take it says why and hinders no other; throws
 * not-found when there is none of them.
 */
export async function bulkSources(
  services: Services,
  { workspaceId, sourceIds, action, createdBy }: Bulk,
): Promise<BulkResult> {
  const rows = await services.db
    .selectFrom('sources')
    .where('workspaceId', '=', workspaceId)
    .where('id', 'in', sourceIds)
    .select(['id', 'tags', 'deletedAt'])
    .execute();
  if (rows.length === 0) throw goneSource();
  const known = new Map(rows.map((row) => [row.id, row]));
  const result: BulkResult = { done: [], refused: [] };
  for (const sourceId of new Set(sourceIds)) {
    const row = known.get(sourceId);
    try {
      if (!row || (row.deletedAt && action.verb !== 'restore' && action.verb !== 'delete')) throw goneSource();
      await act(services, action, { sourceId, tags: row.tags, createdBy });
      result.done.push(sourceId);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      result.refused.push({ sourceId, message: error.message });
    }
  }
  return result;
}

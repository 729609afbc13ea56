import { t } from '@lingui/core/macro';
import type { BulkAction, BulkResult, SourceView } from '@millrace/contract/sources/sources';
import { notify, notifyError } from '@millrace/ui/overlays/toast';
import { queryClient, trpc } from '../../../trpc.ts';
import { tellFailure } from '../../errors/tell-failure.ts';
import { refreshSources } from '../refresh-sources.ts';
import { outcomeInWords } from './bulk-outcome.ts';

/** The source itself shows these immediately, so that a notification of one adds nothing. */
const shownBySource: readonly BulkAction['verb'][] = ['pause', 'resume', 'cancel', 'retry', 'sync', 'restore'];

/** Runs an action on one source or many and reports the outcome; a deletion can be undone. Undefined: the request failed. */
export async function actOnSources(
  sources: readonly Pick<SourceView, 'id' | 'title' | 'workspaceId'>[],
  action: BulkAction,
): Promise<BulkResult | undefined> {
  const workspaceId = sources[0]?.workspaceId;
  if (workspaceId === undefined) return undefined;
  const bulk = queryClient.getMutationCache().build(queryClient, trpc.sources.bulk.mutationOptions());
  try {
    const result = await bulk.execute({ workspaceId, sourceIds: sources.map(({ id }) => id), action });
    const titles = new Map(sources.map(({ id, title }) => [id, title]));
    const { title, detail, failed } = outcomeInWords(action.verb, result, titles);
    const undone = sources.filter(({ id }) => result.done.includes(id));
    const undo = { label: t`Undo`, onClick: () => void actOnSources(undone, { verb: 'restore' }) };
    if (failed) notifyError({ title, detail });
    else if (sources.length > 1 || !shownBySource.includes(action.verb))
      notify({ title, detail, action: action.verb === 'delete' ? undo : undefined });
    await refreshSources();
    return result;
  } catch (error) {
    tellFailure(t`The action failed`)(error);
    return undefined;
  }
}

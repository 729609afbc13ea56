import type { SourceView } from '@millrace/contract/sources';
import { notify } from '@millrace/ui/toast';
import { useMutation } from '@tanstack/react-query';
import { queryClient, trpc } from '../../trpc.ts';
import { tellFailure } from '../errors/tell-failure.ts';

/** Lists and details alike show what changed. */
export const refreshSources = () => queryClient.invalidateQueries(trpc.sources.pathFilter());

/** What can be done with a source from wherever it is shown. `onDeleted` is for pages that show only this one. */
export function useSourceActions(source: SourceView, onDeleted?: () => void) {
  const { id: sourceId, title } = source;
  const onSuccess = () => refreshSources();
  const restore = useMutation(
    trpc.sources.restore.mutationOptions({ onSuccess, onError: tellFailure(`“${title}” was not restored`) }),
  );
  const remove = useMutation(
    trpc.sources.delete.mutationOptions({
      onSuccess: () => {
        notify({
          title: `“${title}” was deleted`,
          action: { label: 'Undo', onClick: () => restore.mutate({ sourceId }) },
        });
        onDeleted?.();
        return refreshSources();
      },
      onError: tellFailure(`“${title}” was not deleted`),
    }),
  );
  const retry = useMutation(
    trpc.sources.retry.mutationOptions({ onSuccess, onError: tellFailure(`“${title}” was not started again`) }),
  );
  const cancel = useMutation(
    trpc.jobs.cancel.mutationOptions({ onSuccess, onError: tellFailure('It was not cancelled') }),
  );
  return {
    remove: () => remove.mutate({ sourceId }),
    retry: () => retry.mutate({ sourceId }),
    retrying: retry.isPending,
    cancel: () => source.runId && cancel.mutate({ runId: source.runId }),
    cancelling: cancel.isPending,
  };
}

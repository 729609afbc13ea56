import { t } from '@lingui/core/macro';
import type { EndpointView } from '@millrace/contract/models/models';
import { notify } from '@millrace/ui/overlays/toast';
import { useMutation } from '@tanstack/react-query';
import { queryClient, trpc } from '../../trpc.ts';
import { tellFailure } from '../errors/tell-failure.ts';

const refresh = () => queryClient.invalidateQueries(trpc.models.pathFilter());

/** The actions on the endpoints of a workspace; each is shown immediately and undone if the server refuses it. */
export function useEndpointActions(workspaceId: string, own: readonly EndpointView[]) {
  const key = trpc.models.list.queryKey({ workspaceId });
  const show = (endpoints: readonly EndpointView[]) =>
    queryClient.setQueryData(key, (before) => {
      if (before === undefined) return before;
      return {
        ...before,
        endpoints: [...endpoints, ...before.endpoints.filter(({ origin }) => origin !== 'workspace')],
      };
    });
  const onSettled = refresh;
  const reorder = useMutation(
    trpc.models.reorder.mutationOptions({ onSettled, onError: tellFailure(t`The order was not changed`) }),
  );
  const enable = useMutation(
    trpc.models.setEnabled.mutationOptions({ onSettled, onError: tellFailure(t`The endpoint was not changed`) }),
  );
  const remove = useMutation(
    trpc.models.delete.mutationOptions({ onSettled, onError: tellFailure(t`The endpoint was not deleted`) }),
  );
  return {
    move(endpoint: EndpointView, by: -1 | 1) {
      const from = own.indexOf(endpoint);
      const next = own.toSpliced(from, 1).toSpliced(from + by, 0, endpoint);
      show(next);
      reorder.mutate({ workspaceId, endpointIds: next.flatMap(({ id }) => id ?? []) });
    },
    setEnabled({ id }: EndpointView, enabled: boolean) {
      show(own.map((one) => (one.id === id ? { ...one, enabled } : one)));
      if (id !== null) enable.mutate({ workspaceId, endpointId: id, enabled });
    },
    remove({ id, name }: EndpointView) {
      show(own.filter((one) => one.id !== id));
      const done = { onSuccess: () => notify({ title: t`${name} deleted` }) };
      if (id !== null) remove.mutate({ workspaceId, endpointId: id }, done);
    },
  };
}

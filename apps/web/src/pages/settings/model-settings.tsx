import type { ModelView } from '@millrace/contract/models';
import { Button } from '@millrace/ui/button';
import { Panel } from '@millrace/ui/panel';
import { Skeleton } from '@millrace/ui/spinner';
import { notify } from '@millrace/ui/toast';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ErrorCard } from '../../features/errors/error-card.tsx';
import { tellFailure } from '../../features/errors/tell-failure.ts';
import { ModelForm } from '../../features/models/model-form.tsx';
import { queryClient, trpc } from '../../trpc.ts';
import { PageFrame } from '../page-frame.tsx';
import { useWorkspace } from '../shell/use-workspace.ts';

const origins: Record<ModelView['source'], string> = {
  builtin: 'The built-in model: it answers by quoting your sources and needs no connection.',
  environment: 'Set by the environment of the server. What is saved here goes before it.',
  settings: 'Saved here.',
};

export function ModelSettings() {
  const { user } = useWorkspace();
  const model = useQuery(trpc.models.get.queryOptions());
  const clear = useMutation(
    trpc.models.clear.mutationOptions({
      onSuccess: () => {
        notify({ title: 'The saved connection was removed' });
        return queryClient.invalidateQueries(trpc.models.pathFilter());
      },
      onError: tellFailure('The connection was not removed'),
    }),
  );
  return (
    <PageFrame title="Model" lead="What writes the answers of this instance, in all workspaces.">
      {model.isPending ? <Skeleton lines={6} /> : null}
      {model.isError ? <ErrorCard error={model.error} onRetry={() => void model.refetch()} /> : null}
      {model.data ? (
        <div className="max-w-2xl space-y-5">
          <Panel title={model.data.model} hint={origins[model.data.source]}>
            {model.data.problem ? <p className="mb-3 text-bad text-sm">{model.data.problem}</p> : null}
            <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
              <dt className="text-muted">Address</dt>
              <dd className="min-w-0 break-words">{model.data.baseUrl ?? 'none'}</dd>
              <dt className="text-muted">Search model</dt>
              <dd className="min-w-0 break-words">{model.data.embedder}</dd>
            </dl>
          </Panel>
          {user.isAdmin ? (
            <Panel
              title="Connect a model"
              actions={
                model.data.source === 'settings' ? (
                  <Button size="sm" variant="danger" pending={clear.isPending} onClick={() => clear.mutate()}>
                    Remove the connection
                  </Button>
                ) : undefined
              }
            >
              <ModelForm
                key={model.data.source}
                current={model.data}
                onSaved={() => notify({ title: 'Model saved' })}
              />
            </Panel>
          ) : (
            <p className="text-muted">The owner of this instance can connect another model.</p>
          )}
        </div>
      ) : null}
    </PageFrame>
  );
}

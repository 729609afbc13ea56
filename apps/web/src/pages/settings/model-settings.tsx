import type { EndpointView } from '@millrace/contract/models/models';
import { Button } from '@millrace/ui/button';
import { Dialog } from '@millrace/ui/dialog';
import { EmptyState } from '@millrace/ui/empty-state';
import { Panel } from '@millrace/ui/panel';
import { Skeleton } from '@millrace/ui/spinner';
import { notify } from '@millrace/ui/toast';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Plug, Plus } from 'lucide-react';
import { ErrorCard } from '../../features/errors/error-card.tsx';
import { EndpointForm } from '../../features/models/endpoint-form.tsx';
import { EndpointList } from '../../features/models/endpoint-list.tsx';
import { trpc } from '../../trpc.ts';
import { PageFrame } from '../page-frame.tsx';
import { useWorkspace } from '../shell/use-workspace.ts';

const from = '/w/$workspaceId/settings/model';

/** Which models answer here, in which order, and what they cost. */
export function ModelSettings() {
  const { workspace, user, may } = useWorkspace();
  const { edit } = useSearch({ from });
  const navigate = useNavigate({ from });
  const models = useQuery(trpc.models.list.queryOptions({ workspaceId: workspace.id }));
  const show = (id: string | undefined) => void navigate({ search: { edit: id }, resetScroll: false });
  const mayChange = (endpoint: EndpointView) => may('owner') && (!endpoint.shared || user.isAdmin);
  const edited = models.data?.endpoints.find(({ id }) => id === edit);
  const add = may('owner') ? (
    <Button variant="primary" icon={<Plus aria-hidden className="size-4" />} onClick={() => show('new')}>
      Add an endpoint
    </Button>
  ) : undefined;
  const endpoints = models.data?.endpoints ?? [];
  return (
    <PageFrame
      title="Models"
      lead="What writes the answers of this workspace."
      actions={endpoints.length > 0 ? add : undefined}
    >
      {models.isPending ? <Skeleton lines={6} /> : null}
      {models.isError ? <ErrorCard error={models.error} onRetry={() => void models.refetch()} /> : null}
      {models.data ? (
        <div className="max-w-3xl space-y-5">
          {endpoints.length === 0 ? (
            <EmptyState icon={Plug} title="Answers quote your sources" actions={add}>
              {may('owner')
                ? 'No model is connected, so answers are put together from your sources, word for word. Connect one for answers in its own words: OpenAI, a model on this machine (Ollama, LM Studio) or any server that speaks their protocol.'
                : 'No model is connected, so answers are put together from your sources, word for word. An owner of the workspace can connect one.'}
            </EmptyState>
          ) : (
            <Panel
              title="Endpoints"
              hint={
                models.data.quotesOnly
                  ? 'All are off: answers quote your sources.'
                  : 'The first is asked. One that cannot answer gives way to the next, and the answer says so.'
              }
            >
              <EndpointList
                workspaceId={workspace.id}
                models={models.data}
                mayChange={mayChange}
                onEdit={({ id }) => show(id ?? undefined)}
              />
            </Panel>
          )}
          <Panel title="Of the whole installation" hint="Set in the environment of the server.">
            <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
              <dt className="text-muted">Search by meaning</dt>
              <dd className="min-w-0 break-words">{models.data.embedder}</dd>
              <dt className="text-muted">Recordings</dt>
              <dd className="min-w-0 break-words">{models.data.transcriber ?? 'No model: they wait unread'}</dd>
            </dl>
          </Panel>
        </div>
      ) : null}
      {models.data && may('owner') && (edit === 'new' || edited) ? (
        <Dialog
          open
          onOpenChange={(open) => open || show(undefined)}
          title={edited ? `Change ${edited.name}` : 'Add an endpoint'}
        >
          <EndpointForm
            key={edit}
            workspaceId={workspace.id}
            endpoint={edited}
            mayShare={user.isAdmin}
            beginning={endpoints.some(({ origin }) => origin === 'workspace') ? {} : { name: 'Main' }}
            onSaved={(name) => {
              show(undefined);
              notify({ title: `${name} was saved` });
            }}
          />
        </Dialog>
      ) : null}
    </PageFrame>
  );
}

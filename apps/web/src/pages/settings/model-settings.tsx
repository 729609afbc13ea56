import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { EndpointView } from '@millrace/contract/models/models';
import { Button } from '@millrace/ui/controls/button';
import { EmptyState } from '@millrace/ui/layout/empty-state';
import { Panel } from '@millrace/ui/layout/panel';
import { Skeleton } from '@millrace/ui/layout/spinner';
import { Dialog } from '@millrace/ui/overlays/dialog';
import { notify } from '@millrace/ui/overlays/toast';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Plug, Plus } from 'lucide-react';
import { useRef } from 'react';
import type { Draft } from '../../features/drafts/use-draft.ts';
import { ErrorCard } from '../../features/errors/error-card.tsx';
import { EndpointForm } from '../../features/models/endpoint-form.tsx';
import { EndpointList } from '../../features/models/endpoint-list.tsx';
import { InstanceModels } from '../../features/models/instance-models.tsx';
import { trpc } from '../../trpc.ts';
import { PageFrame } from '../page-frame.tsx';
import { useWorkspace } from '../shell/use-workspace.ts';

const from = '/w/$workspaceId/settings/model';

/** The models that answer in this workspace, their order and their cost. */
export function ModelSettings() {
  const { workspace, user, may } = useWorkspace();
  const { edit } = useSearch({ from });
  const navigate = useNavigate({ from });
  const close = useRef<Draft['close']>(null);
  const models = useQuery(trpc.models.list.queryOptions({ workspaceId: workspace.id }));
  const show = (id: string | undefined) => void navigate({ search: { edit: id }, resetScroll: false });
  const mayChange = (endpoint: EndpointView) => may('owner') && (!endpoint.shared || user.isAdmin);
  const edited = models.data?.endpoints.find(({ id }) => id === edit);
  const add = may('owner') ? (
    <Button variant="primary" icon={<Plus aria-hidden className="size-4" />} onClick={() => show('new')}>
      <Trans>Add endpoint</Trans>
    </Button>
  ) : undefined;
  const endpoints = models.data?.endpoints ?? [];
  return (
    <PageFrame
      width="form"
      title={t`Models`}
      lead={t`The models that write the answers in this workspace`}
      actions={endpoints.length > 0 ? add : undefined}
    >
      {models.isPending ? <Skeleton lines={2} shape="panels" /> : null}
      {models.isError ? <ErrorCard error={models.error} onRetry={() => void models.refetch()} /> : null}
      {models.data ? (
        <div className="space-y-5">
          {endpoints.length === 0 ? (
            <EmptyState icon={Plug} title={t`No model connected`} actions={add}>
              {may('owner')
                ? t`Without a model, answers quote your sources word for word. For answers that summarise and combine them, connect OpenAI, a model on this machine (Ollama, LM Studio) or any server with an OpenAI-compatible API.`
                : t`Without a model, answers quote your sources word for word. An owner of the workspace can connect a model.`}
            </EmptyState>
          ) : (
            <Panel
              title={t`Endpoints`}
              hint={
                models.data.quotesOnly
                  ? t`All endpoints are off. Answers quote your sources word for word.`
                  : t`The first endpoint answers. If it fails, the next one takes over, and the answer says so.`
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
          <InstanceModels models={models.data} />
        </div>
      ) : null}
      {models.data && may('owner') && (edit === 'new' || edited) ? (
        <Dialog
          open
          onOpenChange={(open) => open || close.current?.(() => show(undefined))}
          title={edited ? t`Edit ${{ name: edited.name }}` : t`Add endpoint`}
        >
          <EndpointForm
            key={edit}
            workspaceId={workspace.id}
            endpoint={edited}
            mayShare={user.isAdmin}
            closeRef={close}
            beginning={endpoints.some(({ origin }) => origin === 'workspace') ? {} : { name: t`Main` }}
            onSaved={(name) => {
              show(undefined);
              notify({ title: t`${name} saved` });
            }}
          />
        </Dialog>
      ) : null}
    </PageFrame>
  );
}

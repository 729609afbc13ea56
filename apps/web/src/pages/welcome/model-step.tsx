import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { WorkspaceView } from '@millrace/contract/workspaces/workspaces';
import { buttonClass } from '@millrace/ui/controls/button';
import { Skeleton } from '@millrace/ui/layout/spinner';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { ErrorCard } from '../../features/errors/error-card.tsx';
import { EndpointForm } from '../../features/models/endpoint-form.tsx';
import { trpc } from '../../trpc.ts';
import { StepFrame } from './step-frame.tsx';

export function ModelStep({ workspace }: { workspace: WorkspaceView }) {
  const model = useQuery(trpc.models.list.queryOptions({ workspaceId: workspace.id }));
  const navigate = useNavigate();
  const next = { step: 'sources' as const, workspaceId: workspace.id };
  return (
    <StepFrame
      number={3}
      title={t`Connect a model`}
      lead={t`The built-in model answers with the best matching sentences of your sources. Connect another model now, or later in the settings.`}
    >
      <Link to="/welcome" search={next} className={buttonClass({ size: 'lg', variant: 'primary' }, 'mb-6 w-full')}>
        <Trans>Skip and use the built-in model</Trans>
      </Link>
      {model.isPending ? <Skeleton lines={6} /> : null}
      {model.isError ? <ErrorCard error={model.error} onRetry={() => void model.refetch()} /> : null}
      {model.data ? (
        <div className="rounded-lg border border-line bg-surface p-4">
          <EndpointForm
            workspaceId={workspace.id}
            endpoint={model.data.endpoints.find(({ origin }) => origin === 'workspace')}
            mayShare
            beginning={{ name: t`Main`, shared: true }}
            onSaved={() => void navigate({ to: '/welcome', search: next })}
          />
        </div>
      ) : null}
    </StepFrame>
  );
}

import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { WorkspaceView } from '@millrace/contract/workspaces/workspaces';
import { Button, buttonClass } from '@millrace/ui/controls/button';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { FileUp, Library } from 'lucide-react';
import { FormError } from '../../features/errors/error-card.tsx';
import { trpc } from '../../trpc.ts';
import { StepFrame } from './step-frame.tsx';

export function SourcesStep({ workspace }: { workspace: WorkspaceView }) {
  const navigate = useNavigate();
  const params = { workspaceId: workspace.id };
  const addSamples = useMutation(
    trpc.sources.addSamples.mutationOptions({
      onSuccess: () => navigate({ to: '/w/$workspaceId/chat/{-$conversationId}', params }),
    }),
  );
  return (
    <StepFrame
      number={4}
      title={t`Add your first sources`}
      lead={t`${{ workspace: workspace.name }} is ready. Add documents, then ask questions about them.`}
    >
      <div className="space-y-3">
        <FormError error={addSamples.error} />
        <Button
          variant="primary"
          size="lg"
          className="w-full"
          pending={addSamples.isPending}
          icon={<Library aria-hidden className="size-5" />}
          onClick={() => addSamples.mutate(params)}
        >
          <Trans>Add the sample documents</Trans>
        </Button>
        <Link to="/w/$workspaceId/sources" params={params} className={buttonClass({ size: 'lg' }, 'w-full')}>
          <FileUp aria-hidden className="size-5" />
          <Trans>Add your own documents</Trans>
        </Link>
      </div>
    </StepFrame>
  );
}

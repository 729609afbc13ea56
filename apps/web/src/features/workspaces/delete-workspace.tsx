import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { WorkspaceView } from '@millrace/contract/workspaces/workspaces';
import { Button } from '@millrace/ui/controls/button';
import { Dialog } from '@millrace/ui/overlays/dialog';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { trpc } from '../../trpc.ts';
import { FormError } from '../errors/error-card.tsx';

/** Asks first, because all members lose the workspace. The page reloads, so that nothing of it stays in memory. */
export function DeleteWorkspace({ workspace }: { workspace: WorkspaceView }) {
  const [open, setOpen] = useState(false);
  const onSuccess = () => window.location.assign('/');
  const remove = useMutation(trpc.workspaces.delete.mutationOptions({ onSuccess }));
  return (
    <>
      <Button variant="danger" onClick={() => setOpen(true)}>
        <Trans>Delete workspace</Trans>
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={t`Delete ${{ name: workspace.name }}?`}
        description={t`All members immediately lose access to its sources, chats and keys, and its jobs are cancelled. Owners can restore it under Account for 30 days. Then it is deleted permanently.`}
      >
        <FormError error={remove.error} />
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={() => setOpen(false)}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="danger"
            pending={remove.isPending}
            onClick={() => remove.mutate({ workspaceId: workspace.id })}
          >
            <Trans>Delete</Trans>
          </Button>
        </div>
      </Dialog>
    </>
  );
}

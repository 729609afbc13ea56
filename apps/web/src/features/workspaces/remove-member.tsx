import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { MemberView, WorkspaceView } from '@millrace/contract/workspaces/workspaces';
import { Button } from '@millrace/ui/controls/button';
import { Dialog } from '@millrace/ui/overlays/dialog';
import { notify } from '@millrace/ui/overlays/toast';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { trpc } from '../../trpc.ts';
import { FormError } from '../errors/error-card.tsx';

type Props = { member: MemberView; workspace: WorkspaceView; isSelf: boolean; onRemoved: () => unknown };

/** Asks first: a removed member needs a new invitation to return. */
export function RemoveMember({ member, workspace, isSelf, onRemoved }: Props) {
  const [open, setOpen] = useState(false);
  const remove = useMutation(
    trpc.workspaces.removeMember.mutationOptions({
      onSuccess: () => {
        if (isSelf) return window.location.assign('/');
        setOpen(false);
        notify({ title: t`${{ name: member.name }} removed` });
        return void onRemoved();
      },
    }),
  );
  const verb = isSelf ? t`Leave` : t`Remove`;
  return (
    <>
      <Button
        size="sm"
        variant="danger"
        aria-label={isSelf ? t`Leave ${{ workspace: workspace.name }}` : t`Remove ${{ name: member.name }}`}
        onClick={() => setOpen(true)}
      >
        {verb}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={isSelf ? t`Leave ${{ workspace: workspace.name }}?` : t`Remove ${{ name: member.name }}?`}
        description={
          isSelf
            ? t`You lose access to its sources and chats. An owner can invite you again; your private chats will be there.`
            : t`${{ name: member.name }} loses access to the sources and chats of ${{ workspace: workspace.name }}. Everything they added stays. Nobody sees their private chats.`
        }
      >
        <FormError error={remove.error} />
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={() => setOpen(false)}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="danger"
            pending={remove.isPending}
            onClick={() => remove.mutate({ workspaceId: workspace.id, userId: member.userId })}
          >
            {verb}
          </Button>
        </div>
      </Dialog>
    </>
  );
}

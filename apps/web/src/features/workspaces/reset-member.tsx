import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { MemberView, WorkspaceView } from '@millrace/contract/workspaces/workspaces';
import { Button } from '@millrace/ui/controls/button';
import { Dialog, DialogFooter } from '@millrace/ui/overlays/dialog';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { trpc } from '../../trpc.ts';
import { FormError } from '../errors/error-card.tsx';
import { SecretLink } from './secret-link.tsx';

/** Makes a link with which a member who cannot sign in sets a new password. */
export function ResetMember({ member, workspace }: { member: MemberView; workspace: WorkspaceView }) {
  const [open, setOpen] = useState(false);
  const make = useMutation(trpc.workspaces.resetLink.mutationOptions());
  const { name } = member;
  const close = () => {
    setOpen(false);
    make.reset();
  };
  return (
    <>
      <Button size="sm" aria-label={t`Reset the password of ${name}`} onClick={() => setOpen(true)}>
        <Trans>Reset password</Trans>
      </Button>
      <Dialog
        open={open}
        onOpenChange={close}
        title={t`Reset the password of ${name}?`}
        description={t`The link lets ${name} choose a new password, once. Whoever has the link can sign in as ${name}: send it in a way that only they can read. The current password works until the link is used.`}
      >
        <div className="space-y-4">
          {make.data ? (
            <SecretLink link={make.data.url}>
              <Trans>
                Send this link to <bdi>{name}</bdi>. It is shown only once and expires in 24 hours.
              </Trans>
            </SecretLink>
          ) : null}
          <FormError error={make.error} />
          <DialogFooter>
            <Button onClick={close}>{make.data ? t`Done` : t`Cancel`}</Button>
            {make.data ? null : (
              <Button
                variant="primary"
                pending={make.isPending}
                onClick={() => make.mutate({ workspaceId: workspace.id, userId: member.userId })}
              >
                <Trans>Create reset link</Trans>
              </Button>
            )}
          </DialogFooter>
        </div>
      </Dialog>
    </>
  );
}

import { zodResolver } from '@hookform/resolvers/zod';
import { ph, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { Role } from '@millrace/contract/session/session';
import { inviteMemberInput } from '@millrace/contract/workspaces/workspaces';
import { Button } from '@millrace/ui/controls/button';
import { TextField } from '@millrace/ui/controls/field';
import { SelectField } from '@millrace/ui/controls/select-field';
import { useMutation } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { queryClient, trpc } from '../../trpc.ts';
import { DraftGuard } from '../drafts/draft-guard.tsx';
import { useDraftForm } from '../drafts/use-draft-form.ts';
import { FormError } from '../errors/error-card.tsx';
import { choiceOf, fieldOf } from '../errors/field-of.ts';
import { roleMay, roleOptions } from './role-words.ts';
import { SecretLink } from './secret-link.tsx';

/** Invites by a link, which is mailed where mail is set up, and which the owner can pass on. */
export function InviteForm({ workspaceId }: { workspaceId: string }) {
  const base = { workspaceId, email: '', role: 'analyst' as Role };
  const form = useForm({ resolver: zodResolver(inviteMemberInput), defaultValues: base });
  const draft = useDraftForm(form, { place: { form: 'invite', workspaceId }, base });
  const invite = useMutation(
    trpc.workspaces.invite.mutationOptions({
      onSuccess: () => {
        draft.discard();
        return queryClient.invalidateQueries(trpc.workspaces.invitations.pathFilter());
      },
    }),
  );
  // in the fragment, which is not sent to any server, so that none can log it
  const link = invite.data && `${window.location.origin}/join#${invite.data.token}`;
  const field = fieldOf(form);
  return (
    <form noValidate className="space-y-3" onSubmit={form.handleSubmit((values) => invite.mutate(values))}>
      <DraftGuard draft={draft} />
      <div className="grid gap-3 sm:grid-cols-[1fr_10rem]">
        <TextField label={t`E-mail address`} type="email" {...field('email')} />
        <SelectField
          label={t`Role`}
          options={roleOptions()}
          hint={roleMay(form.watch('role'))}
          {...choiceOf(form)('role')}
        />
      </div>
      <FormError error={invite.error} />
      <Button type="submit" variant="primary" pending={invite.isPending}>
        <Trans>Create invitation link</Trans>
      </Button>
      {invite.data && link ? (
        <SecretLink link={link}>
          {invite.data.mailed ? (
            <Trans>
              The invitation was sent to <bdi className="font-semibold">{ph({ email: invite.data.email })}</bdi>. You
              can also pass on this link, which is shown only once and expires in seven days.
            </Trans>
          ) : (
            <Trans>
              Send this link to <bdi className="font-semibold">{ph({ email: invite.data.email })}</bdi>. It is shown
              only once and expires in seven days.
            </Trans>
          )}
        </SecretLink>
      ) : null}
    </form>
  );
}

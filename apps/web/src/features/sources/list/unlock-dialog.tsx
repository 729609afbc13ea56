import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { SourceView } from '@millrace/contract/sources/sources';
import { Button } from '@millrace/ui/controls/button';
import { TextField } from '@millrace/ui/controls/field';
import { Dialog } from '@millrace/ui/overlays/dialog';
import { notify } from '@millrace/ui/overlays/toast';
import { useMutation } from '@tanstack/react-query';
import { trpc } from '../../../trpc.ts';
import { DraftGuard } from '../../drafts/draft-guard.tsx';
import { useDraftState } from '../../drafts/use-draft-state.ts';
import { FormError } from '../../errors/error-card.tsx';
import { refreshSources } from '../refresh-sources.ts';

type Props = { source: SourceView; onClose: () => void };

/** Asks for the password of a file. It is not the person's own: browsers must neither fill in nor save one. */
export function UnlockDialog({ source: { id: sourceId, title }, onClose }: Props) {
  const [password, setPassword, draft] = useDraftState({
    place: { form: 'unlock', object: sourceId },
    base: '',
    secret: 'all',
  });
  const close = () => draft.close(onClose);
  const unlock = useMutation(
    trpc.sources.unlock.mutationOptions({
      onSuccess: () => {
        draft.forget();
        notify({ title: t`“${{ title }}” is being opened` });
        onClose();
        return refreshSources();
      },
    }),
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={t`Password of “${{ title }}”`}
      description={t`The password is stored encrypted until the file has been read, then deleted.`}
    >
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (password !== '') unlock.mutate({ sourceId, password });
        }}
      >
        <DraftGuard draft={draft} />
        <TextField
          label={t`Password`}
          type="password"
          autoComplete="off"
          maxLength={500}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <FormError error={unlock.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={close}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" variant="primary" pending={unlock.isPending} disabled={password === ''}>
            <Trans>Open file</Trans>
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

import { zodResolver } from '@hookform/resolvers/zod';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { changeNameInput, type UserView } from '@millrace/contract/session/session';
import { Button } from '@millrace/ui/controls/button';
import { TextField } from '@millrace/ui/controls/field';
import { notify } from '@millrace/ui/overlays/toast';
import { useMutation } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { trpc } from '../../trpc.ts';
import { DraftGuard } from '../drafts/draft-guard.tsx';
import { useDraftForm } from '../drafts/use-draft-form.ts';
import { FormError } from '../errors/error-card.tsx';
import { fieldOf } from '../errors/field-of.ts';
import { reloadSession } from './use-session.ts';

/** What other members call the person. */
export function NameForm({ user }: { user: UserView }) {
  const base = { name: user.name };
  const form = useForm({ resolver: zodResolver(changeNameInput), defaultValues: base });
  const draft = useDraftForm(form, { place: { form: 'name' }, base });
  const onSuccess = async () => {
    draft.forget();
    await reloadSession();
    notify({ title: t`Name saved` });
  };
  const change = useMutation(trpc.session.changeName.mutationOptions({ onSuccess }));
  return (
    <form noValidate className="space-y-3" onSubmit={form.handleSubmit((input) => change.mutate(input))}>
      <DraftGuard draft={draft} />
      <TextField label={t`Your name`} {...fieldOf(form)('name')} autoComplete="name" />
      <FormError error={change.error} />
      <Button type="submit" pending={change.isPending} disabled={!form.formState.isDirty}>
        <Trans>Save name</Trans>
      </Button>
    </form>
  );
}

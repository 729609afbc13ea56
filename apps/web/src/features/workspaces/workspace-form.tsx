import { zodResolver } from '@hookform/resolvers/zod';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { createWorkspaceInput, type WorkspaceView } from '@millrace/contract/workspaces/workspaces';
import { Button } from '@millrace/ui/controls/button';
import { TextField } from '@millrace/ui/controls/field';
import { useMutation } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { trpc } from '../../trpc.ts';
import { DraftGuard } from '../drafts/draft-guard.tsx';
import { useDraftForm } from '../drafts/use-draft-form.ts';
import { FormError } from '../errors/error-card.tsx';
import { fieldOf } from '../errors/field-of.ts';
import { ownTimeZone } from '../language/time-zones.ts';

type Props = { suggestion?: string; onCreated: (workspace: WorkspaceView) => void };

export function WorkspaceForm({ suggestion = '', onCreated }: Props) {
  const base = { name: suggestion, timeZone: ownTimeZone() };
  const form = useForm({ resolver: zodResolver(createWorkspaceInput), defaultValues: base });
  const draft = useDraftForm(form, { place: { form: 'new-workspace' }, base });
  const field = fieldOf(form);
  const onSuccess = (workspace: WorkspaceView) => {
    draft.forget();
    onCreated(workspace);
  };
  const create = useMutation(trpc.workspaces.create.mutationOptions({ onSuccess }));
  return (
    <form noValidate className="space-y-4" onSubmit={form.handleSubmit((values) => create.mutate(values))}>
      <DraftGuard draft={draft} />
      <TextField
        label={t`Workspace name`}
        hint={t`A workspace contains sources and chats, and the people who can access them.`}
        {...field('name')}
        autoComplete="organization"
      />
      <FormError error={create.error} />
      <Button type="submit" variant="primary" size="lg" className="w-full" pending={create.isPending}>
        <Trans>Create workspace</Trans>
      </Button>
    </form>
  );
}

import { zodResolver } from '@hookform/resolvers/zod';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { renameWorkspaceInput, type WorkspaceView } from '@millrace/contract/workspaces/workspaces';
import { Button } from '@millrace/ui/button';
import { TextArea, TextField } from '@millrace/ui/field';
import { notify } from '@millrace/ui/toast';
import { useMutation } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { trpc } from '../../trpc.ts';
import { FormError } from '../errors/error-card.tsx';
import { fieldOf } from '../errors/field-of.ts';

type Props = { workspace: WorkspaceView; onRenamed: () => void };

export function RenameWorkspaceForm({ workspace, onRenamed }: Props) {
  const values = { workspaceId: workspace.id, name: workspace.name, description: workspace.description };
  const form = useForm({ resolver: zodResolver(renameWorkspaceInput), values });
  const field = fieldOf(form);
  const onSuccess = () => {
    notify({ title: t`Workspace saved` });
    onRenamed();
  };
  const rename = useMutation(trpc.workspaces.rename.mutationOptions({ onSuccess }));
  const readOnly = workspace.role !== 'owner';
  return (
    <form noValidate className="space-y-3" onSubmit={form.handleSubmit((input) => rename.mutate(input))}>
      <TextField
        label={t`Name`}
        readOnly={readOnly}
        hint={readOnly ? t`Owners can rename the workspace.` : undefined}
        {...field('name')}
      />
      <TextArea label={t`What it is for`} rows={2} readOnly={readOnly} maxLength={500} {...field('description')} />
      <FormError error={rename.error} />
      {readOnly ? null : (
        <Button type="submit" variant="primary" pending={rename.isPending} disabled={!form.formState.isDirty}>
          <Trans>Save</Trans>
        </Button>
      )}
    </form>
  );
}

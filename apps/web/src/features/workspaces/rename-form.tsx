import { zodResolver } from '@hookform/resolvers/zod';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { renameWorkspaceInput, type WorkspaceView } from '@millrace/contract/workspaces/workspaces';
import { Button } from '@millrace/ui/controls/button';
import { ComboboxField } from '@millrace/ui/controls/combobox-field';
import { TextArea, TextField } from '@millrace/ui/controls/field';
import { notify } from '@millrace/ui/overlays/toast';
import { useMutation } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useForm } from 'react-hook-form';
import { trpc } from '../../trpc.ts';
import { DraftGuard } from '../drafts/draft-guard.tsx';
import { useDraftForm } from '../drafts/use-draft-form.ts';
import { FormError } from '../errors/error-card.tsx';
import { choiceOf, fieldOf } from '../errors/field-of.ts';
import { timeZoneOptions } from '../language/time-zones.ts';

type Props = { workspace: WorkspaceView; onRenamed: () => void };

export function RenameWorkspaceForm({ workspace, onRenamed }: Props) {
  const { id: workspaceId, name, description, timeZone } = workspace;
  const base = { workspaceId, name, description, timeZone };
  const zones = useMemo(() => timeZoneOptions(timeZone), [timeZone]);
  const form = useForm({ resolver: zodResolver(renameWorkspaceInput), defaultValues: base });
  const draft = useDraftForm(form, { place: { form: 'workspace', workspaceId }, base });
  const field = fieldOf(form);
  const zone = choiceOf(form)('timeZone');
  const onSuccess = () => {
    draft.forget();
    notify({ title: t`Workspace saved` });
    onRenamed();
  };
  const rename = useMutation(trpc.workspaces.rename.mutationOptions({ onSuccess }));
  const readOnly = workspace.role !== 'owner';
  return (
    <form noValidate className="space-y-3" onSubmit={form.handleSubmit((input) => rename.mutate(input))}>
      <DraftGuard draft={draft} />
      <TextField
        label={t`Name`}
        readOnly={readOnly}
        hint={readOnly ? t`Only owners can rename the workspace.` : undefined}
        {...field('name')}
      />
      <TextArea label={t`Description`} rows={2} readOnly={readOnly} maxLength={500} {...field('description')} />
      <ComboboxField
        label={t`Time zone`}
        hint={t`Used for daily limits and date filters`}
        disabled={readOnly}
        options={zones}
        {...zone}
        onChange={(next) => next && zone.onChange(next)}
      />
      <FormError error={rename.error} />
      {readOnly ? null : (
        <Button type="submit" variant="primary" pending={rename.isPending} disabled={!form.formState.isDirty}>
          <Trans>Save</Trans>
        </Button>
      )}
    </form>
  );
}

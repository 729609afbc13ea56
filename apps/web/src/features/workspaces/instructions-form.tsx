import { zodResolver } from '@hookform/resolvers/zod';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { instructionsInput, maxInstructionsLength, type WorkspaceView } from '@millrace/contract/workspaces/workspaces';
import { Button } from '@millrace/ui/controls/button';
import { TextArea } from '@millrace/ui/controls/field';
import { Skeleton } from '@millrace/ui/layout/spinner';
import { notify } from '@millrace/ui/overlays/toast';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { queryClient, trpc } from '../../trpc.ts';
import { DraftGuard } from '../drafts/draft-guard.tsx';
import { useDraftForm } from '../drafts/use-draft-form.ts';
import { ErrorCard, FormError } from '../errors/error-card.tsx';
import { fieldOf } from '../errors/field-of.ts';

/** Instructions for every answer in the workspace: tone, language, what to leave out. */
export function InstructionsForm({ workspace }: { workspace: WorkspaceView }) {
  const workspaceId = workspace.id;
  const stored = useQuery(trpc.workspaces.instructions.queryOptions({ workspaceId }));
  if (stored.isPending) return <Skeleton lines={3} label={t`Loading instructions`} />;
  if (stored.isError) return <ErrorCard error={stored.error} onRetry={() => void stored.refetch()} />;
  return <Form key={workspaceId} workspace={workspace} instructions={stored.data.instructions} />;
}

function Form({ workspace, instructions }: { workspace: WorkspaceView; instructions: string }) {
  const base = { workspaceId: workspace.id, instructions };
  const form = useForm({ resolver: zodResolver(instructionsInput), defaultValues: base });
  const draft = useDraftForm(form, { place: { form: 'instructions', workspaceId: workspace.id }, base });
  const field = fieldOf(form);
  const save = useMutation(
    trpc.workspaces.setInstructions.mutationOptions({
      onSuccess: () => {
        draft.forget();
        notify({ title: t`Instructions saved` });
        return queryClient.invalidateQueries(trpc.workspaces.instructions.pathFilter());
      },
    }),
  );
  const readOnly = workspace.role !== 'owner';
  return (
    <form noValidate className="space-y-3" onSubmit={form.handleSubmit((input) => save.mutate(input))}>
      <DraftGuard draft={draft} />
      <TextArea
        label={t`Instructions`}
        rows={4}
        readOnly={readOnly}
        maxLength={maxInstructionsLength}
        placeholder={t`Address the reader formally. Answer in Nepali unless asked otherwise.`}
        hint={
          readOnly
            ? t`Only owners can change the instructions.`
            : t`Connected models follow these instructions in every answer. The rule that answers rely on your sources takes precedence.`
        }
        {...field('instructions')}
      />
      <FormError error={save.error} />
      {readOnly ? null : (
        <Button type="submit" variant="primary" pending={save.isPending} disabled={!form.formState.isDirty}>
          <Trans>Save instructions</Trans>
        </Button>
      )}
    </form>
  );
}

import { t } from '@lingui/core/macro';
import type { SourceView } from '@millrace/contract/sources/sources';
import { RenameDialog } from '@millrace/ui/overlays/rename-dialog';
import { useMutation } from '@tanstack/react-query';
import { trpc } from '../../../trpc.ts';
import { DraftGuard } from '../../drafts/draft-guard.tsx';
import { useDraftState } from '../../drafts/use-draft-state.ts';
import { FormError } from '../../errors/error-card.tsx';
import { refreshSources } from '../refresh-sources.ts';

type Props = { source: SourceView; onOpenChange: (open: boolean) => void };

export function RenameSourceDialog({ source: { id: sourceId, title }, onOpenChange }: Props) {
  const [name, setName, draft] = useDraftState({ place: { form: 'rename-source', object: sourceId }, base: title });
  const onSuccess = () => {
    draft.forget();
    onOpenChange(false);
    return refreshSources();
  };
  const rename = useMutation(trpc.sources.rename.mutationOptions({ onSuccess }));
  return (
    <RenameDialog
      title={t`Rename source`}
      value={name}
      onChange={setName}
      notice={<DraftGuard draft={draft} />}
      maxLength={300}
      pending={rename.isPending}
      error={<FormError error={rename.error} />}
      onRename={() => rename.mutate({ sourceId, title: name })}
      onOpenChange={onOpenChange}
    />
  );
}

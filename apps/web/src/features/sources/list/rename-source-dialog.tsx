import { t } from '@lingui/core/macro';
import type { SourceView } from '@millrace/contract/sources/sources';
import { RenameDialog } from '@millrace/ui/overlays/rename-dialog';
import { useMutation } from '@tanstack/react-query';
import { trpc } from '../../../trpc.ts';
import { FormError } from '../../errors/error-card.tsx';
import { refreshSources } from '../refresh-sources.ts';

type Props = { source: SourceView; onOpenChange: (open: boolean) => void };

export function RenameSourceDialog({ source: { id: sourceId, title }, onOpenChange }: Props) {
  const onSuccess = () => {
    onOpenChange(false);
    return refreshSources();
  };
  const rename = useMutation(trpc.sources.rename.mutationOptions({ onSuccess }));
  return (
    <RenameDialog
      title={t`Rename source`}
      value={title}
      maxLength={300}
      pending={rename.isPending}
      error={<FormError error={rename.error} />}
      onRename={(next) => rename.mutate({ sourceId, title: next })}
      onOpenChange={onOpenChange}
    />
  );
}

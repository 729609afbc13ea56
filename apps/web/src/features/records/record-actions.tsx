import { t } from '@lingui/core/macro';
import type { RecordView } from '@millrace/contract/records/records';
import { IconButton } from '@millrace/ui/controls/button';
import { notify } from '@millrace/ui/overlays/toast';
import { useMutation } from '@tanstack/react-query';
import { History, Pencil, Trash2 } from 'lucide-react';
import { trpc } from '../../trpc.ts';
import { tellFailure } from '../errors/tell-failure.ts';
import { refreshRecords } from './refresh-records.ts';

type Props = {
  record: Omit<RecordView, 'spans'>;
  /** The name of the text in the list. */
  name: string;
  mayEdit: boolean;
  onEdit: () => void;
  onHistory: () => void;
};

/** What can be done with one text of a source. */
export function RecordActions({ record, name, mayEdit, onEdit, onHistory }: Props) {
  const { id: recordId } = record;
  const restore = useMutation(
    trpc.records.restore.mutationOptions({
      onSuccess: refreshRecords,
      onError: tellFailure(t`“${name}” was not restored`),
    }),
  );
  const remove = useMutation(
    trpc.records.delete.mutationOptions({
      onSuccess: () => {
        const undo = { label: t`Undo`, onClick: () => restore.mutate({ recordId }) };
        notify({ title: t`“${name}” deleted`, detail: t`It is no longer used in search and answers.`, action: undo });
        return refreshRecords();
      },
      onError: tellFailure(t`“${name}” was not deleted`),
    }),
  );
  return (
    <span className="flex shrink-0">
      {mayEdit ? (
        <IconButton
          size="sm"
          label={t`Edit ${name}`}
          onClick={onEdit}
          icon={<Pencil aria-hidden className="size-4" />}
        />
      ) : null}
      {record.version > 1 ? (
        <IconButton
          size="sm"
          label={t`History of ${name}`}
          onClick={onHistory}
          icon={<History aria-hidden className="size-4" />}
        />
      ) : null}
      {mayEdit ? (
        <IconButton
          size="sm"
          label={t`Delete ${name}`}
          onClick={() => remove.mutate({ recordId })}
          icon={<Trash2 aria-hidden className="size-4" />}
        />
      ) : null}
    </span>
  );
}

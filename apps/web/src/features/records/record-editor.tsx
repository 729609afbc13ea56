import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { RecordView } from '@millrace/contract/records/records';
import { Button } from '@millrace/ui/controls/button';
import { CopyButton } from '@millrace/ui/controls/copy-button';
import { TextArea, TextField } from '@millrace/ui/controls/field';
import { notify } from '@millrace/ui/overlays/toast';
import { useMutation } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { trpc } from '../../trpc.ts';
import { FormError } from '../errors/error-card.tsx';
import { failureOf } from '../errors/failure.ts';
import { refreshRecords } from './refresh-records.ts';
import type { Draft } from './use-record-draft.ts';

type Props = { record: Omit<RecordView, 'spans'>; draft: Draft; onDraft: (draft: Draft | undefined) => void };

/** The text of a record as a form, beside the original. What is typed stays until it is saved or discarded on purpose. */
export function RecordEditor({ record, draft, onDraft }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const update = useMutation(
    trpc.records.update.mutationOptions({
      onSuccess: async () => {
        await refreshRecords();
        onDraft(undefined);
        notify({ title: t`Text saved`, detail: t`The previous version is in its history.` });
      },
      // if another person was faster, their text is shown behind the form
      onError: refreshRecords,
    }),
  );
  useEffect(() => form.current?.querySelector('textarea')?.focus({ preventScroll: true }), []);
  const isConflict = update.error !== null && failureOf(update.error).reason === 'sources.record-changed';
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
    if (event.key === 'Escape' && draft.title === record.title && draft.text === record.text) onDraft(undefined);
  };
  return (
    <form
      ref={form}
      className="space-y-3"
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        const { recordId, version: expectedVersion, title, text } = draft;
        if (!update.isPending) update.mutate({ recordId, expectedVersion, title, text });
      }}
    >
      <TextField
        label={t`Title`}
        required
        maxLength={300}
        dir="auto"
        value={draft.title}
        onChange={(event) => onDraft({ ...draft, title: event.target.value })}
      />
      <TextArea
        label={t`Text`}
        required
        hint={t`Press Ctrl+Enter to save. Search and answers use the new text immediately.`}
        dir="auto"
        value={draft.text}
        onChange={(event) => onDraft({ ...draft, text: event.target.value })}
        className="field-sizing-content max-h-[70dvh] min-h-48"
      />
      <FormError error={update.error} />
      <div className="flex flex-wrap justify-end gap-2">
        {isConflict ? <CopyButton look="button" label={t`Copy my text`} text={() => draft.text} /> : null}
        <Button onClick={() => onDraft(undefined)}>{isConflict ? t`Discard my changes` : t`Cancel`}</Button>
        <Button type="submit" variant="primary" pending={update.isPending}>
          <Trans>Save</Trans>
        </Button>
      </div>
    </form>
  );
}

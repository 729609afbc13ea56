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
import { DraftNotice } from '../drafts/draft-guard.tsx';
import { FormError } from '../errors/error-card.tsx';
import { refreshRecords } from './refresh-records.ts';
import type { RecordDraft } from './use-record-draft.ts';

type Props = {
  record: Omit<RecordView, 'spans'>;
  draft: RecordDraft;
  onChange: (draft: Omit<RecordDraft, 'isRestored'>) => void;
  /** Closes the form; what was typed is discarded. */
  onEnd: () => void;
};

/** The text of a record as a form, beside the original. What is typed stays until it is saved or discarded on purpose. */
export function RecordEditor({ record, draft, onChange, onEnd }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const { version, title, text, isRestored } = draft;
  const update = useMutation(
    trpc.records.update.mutationOptions({
      onSuccess: async () => {
        await refreshRecords();
        onEnd();
        notify({ title: t`Text saved`, detail: t`The previous version is in its history.` });
      },
      // if another person was faster, their text is shown above the form
      onError: refreshRecords,
    }),
  );
  useEffect(() => {
    // a draft of an earlier visit opens its form without taking the focus
    if (!isRestored) form.current?.querySelector('textarea')?.focus({ preventScroll: true });
  }, [isRestored]);
  const isDirty = title !== record.title || text !== record.text;
  const isOutdated = isDirty && version !== record.version;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
    if (event.key === 'Escape' && !isDirty) onEnd();
  };
  return (
    <form
      ref={form}
      className="space-y-3"
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        if (!update.isPending) update.mutate({ recordId: record.id, expectedVersion: version, title, text });
      }}
    >
      {isOutdated ? (
        <ChangedMeanwhile
          text={record.text}
          own={text}
          onOverwrite={() => {
            update.reset();
            onChange({ version: record.version, title, text });
          }}
        />
      ) : (
        <DraftNotice draft={{ isRestored, isStale: false, discard: onEnd }} />
      )}
      <TextField
        label={t`Title`}
        required
        maxLength={300}
        dir="auto"
        value={title}
        onChange={(event) => onChange({ version, text, title: event.target.value })}
      />
      <TextArea
        label={t`Text`}
        required
        hint={t`Press Ctrl+Enter to save. Search and answers use the new text immediately.`}
        dir="auto"
        value={text}
        onChange={(event) => onChange({ version, title, text: event.target.value })}
        className="field-sizing-content max-h-[70dvh] min-h-48"
      />
      <FormError error={update.error} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onEnd}>{isDirty ? t`Discard my changes` : t`Cancel`}</Button>
        <Button type="submit" variant="primary" pending={update.isPending} disabled={isOutdated}>
          <Trans>Save</Trans>
        </Button>
      </div>
    </form>
  );
}

type ChangedProps = { text: string; own: string; onOverwrite: () => void };

/** The stored text is newer than what the draft began with: nothing is overwritten without being seen. */
const ChangedMeanwhile = ({ text, own, onOverwrite }: ChangedProps) => (
  <div role="alert" className="space-y-2 rounded-md bg-warn-soft px-3 py-2 text-sm">
    <p className="text-warn">
      <Trans>Draft kept. The stored text has changed since you began:</Trans>
    </p>
    <p
      dir="auto"
      className="max-h-48 overflow-y-auto whitespace-pre-wrap break-words rounded-sm bg-surface p-2 text-ink"
    >
      {text}
    </p>
    <div className="flex flex-wrap gap-2">
      <CopyButton look="button" label={t`Copy my text`} text={() => own} />
      <Button size="sm" onClick={onOverwrite}>
        <Trans>Replace it with mine</Trans>
      </Button>
    </div>
  </div>
);

import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { CsvOptions } from '@millrace/contract/reading/read-options';
import { Button } from '@millrace/ui/controls/button';
import { lazyPart } from '@millrace/ui/lazy-part';
import { useMutation } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { forgetDraft } from '../../drafts/draft-values.ts';
import { optionsPlace } from '../options/csv-settings.ts';
import { addTable } from './upload-queue.ts';
import type { Upload } from './upload-state.ts';

const CsvDialog = lazyPart(async () => (await import('../options/csv-dialog.tsx')).CsvDialog);

/** A table that is uploaded and waits for its import options. The dialog opens by itself once. */
export function UploadTableRow({ upload }: { upload: Upload }) {
  const [open, setOpen] = useState(true);
  const { id, workspaceId, name, fileId = '', cancel } = upload;
  const add = useMutation({
    mutationFn: (options: CsvOptions) => addTable(id, options),
    onSuccess: () => forgetDraft(optionsPlace(workspaceId, fileId)),
  });
  const submit = { label: t`Import`, pending: add.isPending, error: add.error, onSubmit: add.mutate };
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
      <div className="min-w-0 grow basis-48">
        <p dir="auto" className="truncate font-medium" title={name}>
          {name}
        </p>
        <p className="text-muted text-sm">
          <Trans>Uploaded. Review the import options.</Trans>
        </p>
      </div>
      <Button size="sm" aria-label={t`Review the import of ${name}`} onClick={() => setOpen(true)}>
        <Trans>Review…</Trans>
      </Button>
      <Button size="sm" aria-label={t`Import ${name} as detected`} onClick={() => add.mutate({})}>
        <Trans>Import as detected</Trans>
      </Button>
      <Button size="sm" variant="ghost" aria-label={t`Discard ${name}`} onClick={cancel}>
        <Trans>Discard</Trans>
      </Button>
      <Suspense>
        {open ? (
          <CsvDialog
            workspaceId={workspaceId}
            title={t`Import “${name}”`}
            fileId={fileId}
            options={{}}
            submit={submit}
            onClose={() => setOpen(false)}
          />
        ) : null}
      </Suspense>
    </li>
  );
}

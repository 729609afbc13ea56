import type { CsvOptions } from '@millrace/contract/reading/read-options';
import { Button } from '@millrace/ui/button';
import { useMutation } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { addTable } from './upload-queue.ts';
import type { Upload } from './upload-state.ts';

const CsvDialog = lazy(() => import('../options/csv-dialog.tsx').then((module) => ({ default: module.CsvDialog })));

/** A table that is uploaded and waits to be told how it is read. The dialog opens by itself once. */
export function UploadTableRow({ upload }: { upload: Upload }) {
  const [open, setOpen] = useState(true);
  const { id, workspaceId, name, fileId = '', cancel } = upload;
  const add = useMutation({ mutationFn: (options: CsvOptions) => addTable(id, options) });
  const submit = { label: 'Import', pending: add.isPending, error: add.error, onSubmit: add.mutate };
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
      <div className="min-w-0 grow basis-48">
        <p className="truncate font-medium" title={name}>
          {name}
        </p>
        <p className="text-muted text-sm">Uploaded. Say how its rows are read.</p>
      </div>
      <Button size="sm" aria-label={`Choose how ${name} is read`} onClick={() => setOpen(true)}>
        Choose…
      </Button>
      <Button size="sm" aria-label={`Import ${name} as detected`} onClick={() => add.mutate({})}>
        Import as detected
      </Button>
      <Button size="sm" variant="ghost" aria-label={`Discard ${name}`} onClick={cancel}>
        Discard
      </Button>
      <Suspense>
        {open ? (
          <CsvDialog
            workspaceId={workspaceId}
            file={{ id: fileId, name }}
            options={{}}
            submit={submit}
            onClose={() => setOpen(false)}
          />
        ) : null}
      </Suspense>
    </li>
  );
}

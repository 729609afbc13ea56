import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { TextEncoding } from '@millrace/contract/reading/text-encodings';
import type { SourceView } from '@millrace/contract/sources/sources';
import { Button } from '@millrace/ui/button';
import { Dialog } from '@millrace/ui/dialog';
import { SelectField } from '@millrace/ui/field';
import { notify } from '@millrace/ui/toast';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { trpc } from '../../../trpc.ts';
import { FormError } from '../../errors/error-card.tsx';
import { refreshSources } from '../refresh-sources.ts';
import { CsvDialog } from './csv-dialog.tsx';
import { encodingOptions } from './encoding-names.ts';

type Props = { source: SourceView; onClose: () => void };

/** The extraction options of a source's file; new ones extract it again. */
export function ReadingOptions({ source, onClose }: Props) {
  const read = useMutation(
    trpc.sources.readAgain.mutationOptions({
      onSuccess: () => {
        notify({ title: t`“${{ title: source.title }}” is being extracted again` });
        onClose();
        return refreshSources();
      },
    }),
  );
  const { file, options, id: sourceId } = source;
  if (!file) return null;
  if (file.mediaType === 'text/csv' || options?.csv) {
    const submit = {
      label: t`Extract again`,
      pending: read.isPending,
      error: read.error,
      onSubmit: (csv: object) => read.mutate({ sourceId, csv }),
    };
    return (
      <CsvDialog
        workspaceId={source.workspaceId}
        title={t`Extraction options of “${{ title: source.title }}”`}
        fileId={file.id}
        options={options?.csv ?? {}}
        submit={submit}
        onClose={onClose}
      />
    );
  }
  return (
    <EncodingDialog
      source={source}
      onClose={onClose}
      error={read.error}
      pending={read.isPending}
      onSubmit={(encoding) => read.mutate({ sourceId, encoding })}
    />
  );
}

type EncodingProps = Props & {
  error: unknown;
  pending: boolean;
  onSubmit: (encoding: TextEncoding | undefined) => void;
};

function EncodingDialog({ source, onClose, error, pending, onSubmit }: EncodingProps) {
  const [encoding, setEncoding] = useState<TextEncoding | ''>(source.options?.encoding ?? '');
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t`Extraction options of “${{ title: source.title }}”`}
      description={t`If characters look wrong, choose another encoding.`}
    >
      <div className="space-y-4">
        <SelectField
          label={t`Encoding`}
          value={encoding}
          options={[{ value: '', label: t`Automatic` }, ...encodingOptions()]}
          onChange={(event) => setEncoding(event.target.value as TextEncoding | '')}
        />
        <FormError error={error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>
            <Trans>Close</Trans>
          </Button>
          <Button variant="primary" pending={pending} onClick={() => onSubmit(encoding || undefined)}>
            <Trans>Extract again</Trans>
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

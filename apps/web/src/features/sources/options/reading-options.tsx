import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { TextEncoding } from '@millrace/contract/reading/text-encodings';
import type { SourceView } from '@millrace/contract/sources/sources';
import { Button } from '@millrace/ui/controls/button';
import { ComboboxField } from '@millrace/ui/controls/combobox-field';
import { Switch } from '@millrace/ui/controls/switch';
import { Dialog } from '@millrace/ui/overlays/dialog';
import { notify } from '@millrace/ui/overlays/toast';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { trpc } from '../../../trpc.ts';
import { DraftGuard } from '../../drafts/draft-guard.tsx';
import { forgetDraft } from '../../drafts/draft-values.ts';
import type { Draft } from '../../drafts/use-draft.ts';
import { useDraftState } from '../../drafts/use-draft-state.ts';
import { FormError } from '../../errors/error-card.tsx';
import { refreshSources } from '../refresh-sources.ts';
import { CsvDialog } from './csv-dialog.tsx';
import { optionsPlace } from './csv-settings.ts';
import { encodingOptions } from './encoding-names.ts';
import { isWorkbook } from './has-reading-options.ts';

type Props = { source: SourceView; onClose: () => void };

/** The extraction options of a source's file; new ones extract it again. */
export function ReadingOptions({ source, onClose }: Props) {
  const read = useMutation(
    trpc.sources.readAgain.mutationOptions({
      onSuccess: () => {
        forgetDraft(optionsPlace(source.workspaceId, source.file?.id ?? ''));
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
  const shared = { source, onClose, error: read.error, pending: read.isPending };
  if (isWorkbook(file.mediaType)) {
    return <WorkbookDialog {...shared} onSubmit={(hidden) => read.mutate({ sourceId, hidden: hidden || undefined })} />;
  }
  return <EncodingDialog {...shared} onSubmit={(encoding) => read.mutate({ sourceId, encoding })} />;
}

type OptionsProps<Value> = Props & { error: unknown; pending: boolean; onSubmit: (value: Value) => void };

function EncodingDialog({ source, onClose, error, pending, onSubmit }: OptionsProps<TextEncoding | undefined>) {
  const [encoding, setEncoding, draft] = useDraftState<TextEncoding | ''>({
    place: optionsPlace(source.workspaceId, source.file?.id ?? ''),
    base: source.options?.encoding ?? '',
  });
  return (
    <OptionsDialog
      title={source.title}
      description={t`If characters look wrong, choose another encoding.`}
      submit={{ error, pending, onSubmit: () => onSubmit(encoding || undefined) }}
      draft={draft}
      onClose={onClose}
    >
      <ComboboxField
        label={t`Encoding`}
        value={encoding}
        options={[{ value: '', label: t`Automatic` }, ...encodingOptions()]}
        onChange={(next = '') => setEncoding(next as TextEncoding | '')}
      />
    </OptionsDialog>
  );
}

function WorkbookDialog({ source, onClose, error, pending, onSubmit }: OptionsProps<boolean>) {
  const [hidden, setHidden, draft] = useDraftState<boolean>({
    place: optionsPlace(source.workspaceId, source.file?.id ?? ''),
    base: source.options?.hidden ?? false,
  });
  return (
    <OptionsDialog
      title={source.title}
      description={t`Only what the workbook shows is extracted, unless you include the rest.`}
      submit={{ error, pending, onSubmit: () => onSubmit(hidden) }}
      draft={draft}
      onClose={onClose}
    >
      <Switch
        label={t`Hidden sheets, rows and columns`}
        hint={t`Everybody in the workspace can then search and read them.`}
        checked={hidden}
        onChange={setHidden}
      />
    </OptionsDialog>
  );
}

type DialogProps = {
  title: string;
  description: string;
  submit: { error: unknown; pending: boolean; onSubmit: () => void };
  draft: Draft;
  onClose: () => void;
  children: ReactNode;
};

function OptionsDialog({ title, description, submit, draft, onClose, children }: DialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t`Extraction options of “${{ title }}”`}
      description={description}
    >
      <div className="space-y-4">
        <DraftGuard draft={draft} />
        {children}
        <FormError error={submit.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>
            <Trans>Close</Trans>
          </Button>
          <Button variant="primary" pending={submit.pending} onClick={submit.onSubmit}>
            <Trans>Extract again</Trans>
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

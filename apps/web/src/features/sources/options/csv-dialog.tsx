import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { CsvOptions } from '@millrace/contract/reading/read-options';
import { Button } from '@millrace/ui/controls/button';
import { Skeleton } from '@millrace/ui/layout/spinner';
import { Dialog } from '@millrace/ui/overlays/dialog';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { trpc } from '../../../trpc.ts';
import { DraftGuard } from '../../drafts/draft-guard.tsx';
import { useDraftState } from '../../drafts/use-draft-state.ts';
import { ErrorCard, FormError } from '../../errors/error-card.tsx';
import { CsvFields } from './csv-fields.tsx';
import { CsvPreviewTable } from './csv-preview-table.tsx';
import { type CsvSettings, optionsOf, optionsPlace, settingsOf } from './csv-settings.ts';

type Props = {
  workspaceId: string;
  title: string;
  fileId: string;
  /** The options so far. */
  options: CsvOptions;
  submit: { label: string; pending: boolean; error: unknown; onSubmit: (options: CsvOptions) => void };
  onClose: () => void;
};

/** Shows the first rows of a table as they would be extracted with the chosen options. */
export function CsvDialog({ workspaceId, title, fileId, options, submit, onClose }: Props) {
  const [choice, setChoice, draft] = useDraftState<CsvSettings>({
    place: optionsPlace(workspaceId, fileId),
    base: settingsOf(options),
  });
  const close = () => draft.close(onClose);
  const { delimiter, encoding, skipRows, rows } = choice;
  const preview = useQuery(
    trpc.sources.previewCsv.queryOptions(
      {
        workspaceId,
        fileId,
        rows,
        delimiter: delimiter || undefined,
        encoding: encoding || undefined,
        skipRows: skipRows || undefined,
      },
      { placeholderData: keepPreviousData, retry: false },
    ),
  );
  const change = (part: Partial<CsvSettings>) => setChoice({ ...choice, ...part });
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={title}
      description={t`Each row becomes a passage that answers can cite. Automatic options are detected from the file.`}
      className="w-[min(64rem,calc(100vw-1.5rem))]"
    >
      <div className="space-y-4">
        <DraftGuard draft={draft} />
        <CsvFields choice={choice} preview={preview.data} onChange={change} />
        {preview.isError ? (
          <ErrorCard
            error={preview.error}
            title={t`This file cannot be read as a table`}
            onRetry={() => void preview.refetch()}
          />
        ) : null}
        {preview.isPending ? <Skeleton lines={8} label={t`Loading the first rows`} /> : null}
        {preview.data && !preview.isError ? (
          <CsvPreviewTable preview={preview.data} choice={choice} onChange={change} busy={preview.isFetching} />
        ) : null}
        <FormError error={submit.error} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={close}>
            <Trans>Close</Trans>
          </Button>
          <Button
            variant="primary"
            pending={submit.pending}
            disabled={preview.data === undefined || preview.isError}
            onClick={() => submit.onSubmit(optionsOf(choice, preview.data?.columns ?? []))}
          >
            {submit.label}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

import { zodResolver } from '@hookform/resolvers/zod';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { siteFields } from '@millrace/contract/crawl/crawl';
import { Button } from '@millrace/ui/controls/button';
import { TextField } from '@millrace/ui/controls/field';
import { NumberField } from '@millrace/ui/controls/number-field';
import { DialogFooter } from '@millrace/ui/overlays/dialog';
import { useMutation } from '@tanstack/react-query';
import { ScanSearch } from 'lucide-react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { trpc } from '../../trpc.ts';
import { DraftGuard } from '../drafts/draft-guard.tsx';
import type { FormPlace } from '../drafts/draft-values.ts';
import { useDraftForm } from '../drafts/use-draft-form.ts';
import { FormError } from '../errors/error-card.tsx';
import { choiceOf, fieldOf } from '../errors/field-of.ts';
import { useAddSource } from '../sources/uploads/use-add-source.ts';

type Props = {
  workspaceId: string;
  onLook: (runId: string) => void;
  onClose: () => void;
};

const siteForm = z.object({ url: siteFields.url, maxPages: siteFields.maxPages, maxDepth: siteFields.maxDepth });
/** A preview must be quick: it stops at these limits. */
const previewLimits = { maxPages: 300, maxDepth: 20 };

const base = { url: '', maxPages: 1_000, maxDepth: 10 };

/** Where the address is kept until the site is added, also while its preview is shown. */
export const websitePlace = (workspaceId: string): FormPlace => ({ form: 'add-website', workspaceId });

/** Asks for the address of a site, which is then previewed, or added immediately within these limits. */
export function WebsiteForm({ workspaceId, onLook, onClose }: Props) {
  const form = useForm({ resolver: zodResolver(siteForm), defaultValues: base });
  const draft = useDraftForm(form, { place: websitePlace(workspaceId), base });
  const adding = useAddSource(() => {
    draft.forget();
    onClose();
  });
  const look = useMutation(trpc.sources.discoverLinks.mutationOptions());
  const startPreview = form.handleSubmit(async ({ url, maxPages, maxDepth }) => {
    const { runId } = await look.mutateAsync({
      workspaceId,
      url,
      maxPages: Math.min(maxPages, previewLimits.maxPages),
      maxDepth: Math.min(maxDepth, previewLimits.maxDepth),
    });
    onLook(runId);
  });
  const addNow = form.handleSubmit((values) => adding.add({ ...values, workspaceId, kind: 'site' }));
  const field = fieldOf(form);
  const choice = choiceOf(form);
  // an empty field is no number, which the schema refuses in words
  const setNumber = (name: 'maxPages' | 'maxDepth') => (value: number | undefined) =>
    choice(name).onChange(value ?? Number.NaN);
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        // a refusal is shown below the fields
        void startPreview().catch(() => undefined);
      }}
    >
      <DraftGuard draft={draft} />
      <TextField
        label={t`Address`}
        type="url"
        inputMode="url"
        placeholder="https://example.org/docs"
        {...field('url')}
      />
      <div className="grid grid-cols-2 items-start gap-4">
        <NumberField label={t`Page limit`} min={1} {...choice('maxPages')} onChange={setNumber('maxPages')} />
        <NumberField
          label={t`Depth limit`}
          hint={t`In clicks from the start page`}
          min={0}
          {...choice('maxDepth')}
          onChange={setNumber('maxDepth')}
        />
      </div>
      <p className="text-muted text-sm">
        <Trans>
          A preview lists the pages of the site, so that you can select the ones to add. Add now adds all pages within
          these limits.
        </Trans>
      </p>
      <FormError error={look.error ?? adding.error} />
      <DialogFooter>
        <Button pending={adding.pending !== undefined} onClick={() => void addNow()}>
          <Trans>Add now</Trans>
        </Button>
        <Button
          type="submit"
          variant="primary"
          pending={look.isPending}
          icon={<ScanSearch aria-hidden className="size-4" />}
        >
          <Trans>Preview pages</Trans>
        </Button>
      </DialogFooter>
    </form>
  );
}

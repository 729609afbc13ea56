import { zodResolver } from '@hookform/resolvers/zod';
import { siteFields } from '@millrace/contract/crawl/crawl';
import { Button } from '@millrace/ui/button';
import { DialogFooter } from '@millrace/ui/dialog';
import { TextField } from '@millrace/ui/field';
import { useMutation } from '@tanstack/react-query';
import { ScanSearch } from 'lucide-react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { trpc } from '../../trpc.ts';
import { FormError } from '../errors/error-card.tsx';
import { fieldOf } from '../errors/field-of.ts';
import { useAddSource } from '../sources/uploads/use-add-source.ts';

type Props = {
  workspaceId: string;
  address: string;
  onLook: (runId: string, url: string) => void;
  onClose: () => void;
};

const siteForm = z.object({ url: siteFields.url, maxPages: siteFields.maxPages, maxDepth: siteFields.maxDepth });
/** A look is to be quick: it goes no further than this. */
const furthestLook = { maxPages: 300, maxDepth: 20 };

/** Asks for the address of a site; then it is looked at first, or added at once with these limits. */
export function WebsiteForm({ workspaceId, address, onLook, onClose }: Props) {
  const form = useForm({
    resolver: zodResolver(siteForm),
    defaultValues: { url: address, maxPages: 1_000, maxDepth: 10 },
  });
  const adding = useAddSource(onClose);
  const look = useMutation(trpc.sources.discoverLinks.mutationOptions());
  const lookFirst = form.handleSubmit(async ({ url, maxPages, maxDepth }) => {
    const { runId } = await look.mutateAsync({
      workspaceId,
      url,
      maxPages: Math.min(maxPages, furthestLook.maxPages),
      maxDepth: Math.min(maxDepth, furthestLook.maxDepth),
    });
    onLook(runId, url);
  });
  const addNow = form.handleSubmit((values) => adding.add({ ...values, workspaceId, kind: 'site' }));
  const field = fieldOf(form);
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        // a refusal is shown below the fields
        void lookFirst().catch(() => undefined);
      }}
    >
      <TextField label="Address" type="url" inputMode="url" placeholder="https://example.org/docs" {...field('url')} />
      <div className="grid grid-cols-2 items-start gap-4">
        <TextField label="At most pages" type="number" min={1} {...field('maxPages', { valueAsNumber: true })} />
        <TextField
          label="Clicks from the start"
          type="number"
          min={0}
          {...field('maxDepth', { valueAsNumber: true })}
        />
      </div>
      <p className="text-muted text-sm">
        Looking first lists what the site has, so that you can choose. Adding now reads it all, within these limits.
      </p>
      <FormError error={look.error ?? adding.error} />
      <DialogFooter>
        <Button pending={adding.pending !== undefined} onClick={() => void addNow()}>
          Add now
        </Button>
        <Button
          type="submit"
          variant="primary"
          pending={look.isPending}
          icon={<ScanSearch aria-hidden className="size-4" />}
        >
          Look first
        </Button>
      </DialogFooter>
    </form>
  );
}

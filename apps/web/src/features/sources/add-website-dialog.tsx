import { zodResolver } from '@hookform/resolvers/zod';
import { siteFields } from '@millrace/contract/crawl';
import { Button } from '@millrace/ui/button';
import { Dialog } from '@millrace/ui/dialog';
import { TextField } from '@millrace/ui/field';
import { notify } from '@millrace/ui/toast';
import { useMutation } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { queryClient, trpc } from '../../trpc.ts';
import { FormError } from '../errors/error-card.tsx';

type Props = { workspaceId: string; open: boolean; onOpenChange: (open: boolean) => void };

const siteForm = z.object({ url: siteFields.url, maxPages: siteFields.maxPages, maxDepth: siteFields.maxDepth });
const defaultValues = { url: '', maxPages: 1_000, maxDepth: 10 };

/** Asks for the address of a site and how much of it to read. */
export function AddWebsiteDialog({ workspaceId, open, onOpenChange }: Props) {
  const form = useForm({ resolver: zodResolver(siteForm), defaultValues });
  const create = useMutation(
    trpc.sources.create.mutationOptions({
      onSuccess: () => {
        form.reset(defaultValues);
        onOpenChange(false);
        notify({ title: 'Website added' });
        return queryClient.invalidateQueries(trpc.sources.list.pathFilter());
      },
    }),
  );
  const { errors } = form.formState;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Add website"
      description="Its pages are read one by one, as its robots.txt allows, and can be synced later."
    >
      <form
        noValidate
        className="space-y-4"
        onSubmit={form.handleSubmit((values) => create.mutate({ ...values, workspaceId, kind: 'site' }))}
      >
        <TextField
          label="Address"
          type="url"
          inputMode="url"
          autoComplete="off"
          placeholder="https://example.org/docs"
          error={errors.url?.message}
          {...form.register('url')}
        />
        <div className="grid grid-cols-2 gap-4">
          <TextField
            label="At most pages"
            type="number"
            min={1}
            error={errors.maxPages?.message}
            {...form.register('maxPages', { valueAsNumber: true })}
          />
          <TextField
            label="At most clicks away"
            type="number"
            min={0}
            error={errors.maxDepth?.message}
            {...form.register('maxDepth', { valueAsNumber: true })}
          />
        </div>
        <FormError error={create.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>Close</Button>
          <Button type="submit" variant="primary" pending={create.isPending}>
            Add website
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

import type { createSourceInput } from '@millrace/contract/sources/sources';
import { notify } from '@millrace/ui/toast';
import { useMutation } from '@tanstack/react-query';
import type { z } from 'zod';
import { trpc } from '../../../trpc.ts';
import { refreshSources } from '../refresh-sources.ts';

type Source = z.input<typeof createSourceInput>;
const words: Record<Source['kind'], string> = {
  file: 'File added',
  files: 'Files added',
  csv: 'Table added',
  text: 'Text added',
  site: 'Website added',
  urls: 'Pages added',
};

/** Makes a source, says so and shows it in the lists. `pending` is the kind that is being made. */
export function useAddSource(onAdded: () => void): {
  add: (source: Source) => void;
  pending: Source['kind'] | undefined;
  error: unknown;
} {
  const create = useMutation(
    trpc.sources.create.mutationOptions({
      onSuccess: (_started, { kind }) => {
        onAdded();
        notify({ title: words[kind] });
        return refreshSources();
      },
    }),
  );
  return { add: create.mutate, pending: create.isPending ? create.variables.kind : undefined, error: create.error };
}

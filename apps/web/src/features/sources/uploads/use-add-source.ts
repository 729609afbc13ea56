import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { createSourceInput } from '@millrace/contract/sources/sources';
import { notify } from '@millrace/ui/overlays/toast';
import { useMutation } from '@tanstack/react-query';
import type { z } from 'zod';
import { trpc } from '../../../trpc.ts';
import { translate } from '../../language/language.ts';
import { refreshSources } from '../refresh-sources.ts';

type Source = z.input<typeof createSourceInput>;
const words: Record<Source['kind'], MessageDescriptor> = {
  file: msg`File added`,
  files: msg`Files added`,
  csv: msg`Table added`,
  text: msg`Text added`,
  site: msg`Website added`,
  urls: msg`Pages added`,
};

/** Makes a source, reports it and shows it in the lists. `pending` is the kind that is being made. */
export function useAddSource(onAdded: () => void): {
  add: (source: Source) => void;
  pending: Source['kind'] | undefined;
  error: unknown;
} {
  const create = useMutation(
    trpc.sources.create.mutationOptions({
      onSuccess: (_started, { kind }) => {
        onAdded();
        notify({ title: translate(words[kind]) });
        return refreshSources();
      },
    }),
  );
  return { add: create.mutate, pending: create.isPending ? create.variables.kind : undefined, error: create.error };
}

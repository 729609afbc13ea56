import { isActive } from '@millrace/contract/source-verbs';
import type { SourceView } from '@millrace/contract/sources';
import { Button } from '@millrace/ui/button';
import { useMutation } from '@tanstack/react-query';
import { trpc } from '../../trpc.ts';
import { tellFailure } from '../errors/tell-failure.ts';
import { refreshSources } from './refresh-sources.ts';

/** What can be done with a crawl as it stands. */
export function CrawlActions({ source }: { source: SourceView }) {
  const options = { onSuccess: refreshSources, onError: tellFailure('That was not possible') };
  const pause = useMutation(trpc.sources.pause.mutationOptions(options));
  const cancel = useMutation(trpc.sources.cancel.mutationOptions(options));
  const resume = useMutation(trpc.sources.resume.mutationOptions(options));
  const retryFailed = useMutation(trpc.sources.retryFailed.mutationOptions(options));
  const sync = useMutation(trpc.sources.sync.mutationOptions(options));
  const input = { sourceId: source.id };
  const button = (label: string, mutation: { isPending: boolean; mutate: (given: typeof input) => void }) => (
    <Button pending={mutation.isPending} onClick={() => mutation.mutate(input)}>
      {label}
    </Button>
  );
  const paused = source.status === 'paused';
  const broken = ['partial', 'failed', 'cancelled'].includes(source.status);
  return (
    <div className="flex flex-wrap gap-2">
      {isActive(source) ? button('Pause', pause) : null}
      {paused ? button('Resume', resume) : null}
      {isActive(source) || paused ? button('Cancel', cancel) : null}
      {broken ? button('Retry what failed', retryFailed) : null}
      {!isActive(source) && !paused ? button('Sync', sync) : null}
    </div>
  );
}

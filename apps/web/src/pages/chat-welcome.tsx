import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { sourceSubject } from '@millrace/contract/sources/source-subject';
import { Button, buttonClass } from '@millrace/ui/controls/button';
import { lazyPart } from '@millrace/ui/lazy-part';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FileUp, Library } from 'lucide-react';
import { Suspense } from 'react';
import { ChatStart } from '../features/chat/conversations/chat-start.tsx';
import { tellFailure } from '../features/errors/tell-failure.ts';
import { useFedRuns } from '../features/jobs/run-feed-provider.tsx';
import { exampleQuestions } from '../features/sources/example-questions.ts';
import { refreshSources } from '../features/sources/refresh-sources.ts';
import { trpc } from '../trpc.ts';
import { useWorkspace } from './shell/use-workspace.ts';

const ReadingList = lazyPart(async () => (await import('./reading-list.tsx')).ReadingList);

/** What a new chat shows: example questions about the sources, or how to add the first source. */
export function ChatWelcome({ onAsk }: { onAsk: (question: string) => void }) {
  const { workspace, may } = useWorkspace();
  const params = { workspaceId: workspace.id };
  const sources = useQuery(trpc.sources.list.queryOptions(params));
  const addSamples = useMutation(
    trpc.sources.addSamples.mutationOptions({
      onSuccess: refreshSources,
      onError: tellFailure(t`The sample documents were not added`),
    }),
  );
  const items = sources.data?.items ?? [];
  const reading = [...useFedRuns().values()].filter(
    ({ run }) => run.subject?.kind === sourceSubject && (run.status === 'running' || run.status === 'queued'),
  );
  const ways = may('editor') ? (
    <>
      <Link to="/w/$workspaceId/sources" params={params} className={buttonClass({ variant: 'primary' })}>
        <FileUp aria-hidden className="size-4" />
        <Trans>Add sources</Trans>
      </Link>
      <Button
        pending={addSamples.isPending}
        icon={<Library aria-hidden className="size-4" />}
        onClick={() => addSamples.mutate(params)}
      >
        <Trans>Add the sample documents</Trans>
      </Button>
    </>
  ) : undefined;
  const progress = reading.length > 0 ? <ReadingList runs={reading.slice(0, 3)} /> : null;
  return (
    <ChatStart
      // an empty workspace is not claimed before it is known
      hasSources={!sources.isSuccess || items.length > 0}
      mayAsk={may('analyst')}
      questions={exampleQuestions(items.map((source) => source.title))}
      onAsk={onAsk}
      addSources={ways}
      progress={progress && <Suspense>{progress}</Suspense>}
    />
  );
}

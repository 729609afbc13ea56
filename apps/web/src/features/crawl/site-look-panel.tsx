import { Button } from '@millrace/ui/button';
import { DialogFooter } from '@millrace/ui/dialog';
import { Spinner } from '@millrace/ui/spinner';
import { useMutation } from '@tanstack/react-query';
import { trpc } from '../../trpc.ts';
import { tellFailure } from '../errors/tell-failure.ts';
import { useRun } from '../jobs/use-run.ts';
import { formatNumber } from '../language/format.ts';
import { SiteChoice } from './site-choice.tsx';

type Props = { workspaceId: string; runId: string; onBack: () => void; onClose: () => void };

const counted = (count: number, one: string, many: string) => `${formatNumber(count)} ${count === 1 ? one : many}`;

/** A look at a website: what it finds while it goes on, and then the choice. */
export function SiteLook({ workspaceId, runId, onBack, onClose }: Props) {
  const { state, ended, result, error } = useRun('crawl.discover-links', runId);
  const stop = useMutation(trpc.jobs.cancel.mutationOptions({ onError: tellFailure('The look was not stopped') }));
  const { found, blocked } = result ?? state;
  const spoken = result?.languages.filter(({ lang }) => lang !== 'unknown') ?? [];
  const said = [
    `Found ${counted(found, 'page', 'pages')}`,
    blocked > 0 ? `${formatNumber(blocked)} blocked by robots.txt` : '',
    result && spoken.length > 1 ? counted(spoken.length, 'language', 'languages') : '',
    result && result.excluded > 0 ? `${formatNumber(result.excluded)} not followed` : '',
    result?.cut ? 'the site has more' : '',
  ];
  const text = said.filter(Boolean).join(', ');
  if (result) {
    return (
      <div className="space-y-4">
        <p role="status" className="font-medium">
          {text}
        </p>
        <SiteChoice
          workspaceId={workspaceId}
          links={result.links}
          languages={spoken}
          onBack={onBack}
          onClose={onClose}
        />
      </div>
    );
  }
  return (
    <div className="space-y-4">
      {ended ? (
        <p role="alert" className="text-bad">
          {error?.message ?? 'This look has ended without a list: it was stopped, or it is too long ago. Look again.'}
        </p>
      ) : (
        <div role="status" className="flex items-center gap-3 rounded-lg border border-line bg-sunken px-4 py-3">
          <Spinner className="size-5 text-accent-ink" />
          <div>
            <p className="font-medium tabular-nums">{found > 0 ? `${text} so far` : 'Looking at the site…'}</p>
            <p className="text-muted text-sm tabular-nums">
              {counted(state.fetched, 'page', 'pages')} looked at. You can leave and come back to this address.
            </p>
          </div>
        </div>
      )}
      <DialogFooter>
        {ended ? null : (
          <Button pending={stop.isPending} onClick={() => stop.mutate({ runId })}>
            Stop
          </Button>
        )}
        <Button variant={ended ? 'primary' : 'secondary'} onClick={onBack}>
          {ended ? 'Look again' : 'Another address'}
        </Button>
      </DialogFooter>
    </div>
  );
}

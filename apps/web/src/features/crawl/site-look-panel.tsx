import { plural, t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import { Button } from '@millrace/ui/controls/button';
import { Spinner } from '@millrace/ui/layout/spinner';
import { DialogFooter } from '@millrace/ui/overlays/dialog';
import { useMutation } from '@tanstack/react-query';
import { trpc } from '../../trpc.ts';
import { tellFailure } from '../errors/tell-failure.ts';
import { useRun } from '../jobs/use-run.ts';
import { formatNumber } from '../language/format.ts';
import { translateError } from '../language/wording.ts';
import { SitePicker } from './site-picker.tsx';

type Props = { workspaceId: string; runId: string; onBack: () => void; onClose: () => void };

type Found = { found: number; blocked: number; languages: number; excluded: number; more: boolean };

/** "12 pages found · 2 blocked by robots.txt": what a preview has found so far, or in the end. */
function foundText({ found, blocked, languages, excluded, more }: Found): string {
  const facts = [t`${plural(found, { one: '# page found', other: '# pages found' })}`];
  if (blocked > 0) facts.push(t`${{ count: formatNumber(blocked) }} blocked by robots.txt`);
  if (languages > 1) facts.push(t`${plural(languages, { one: '# language', other: '# languages' })}`);
  if (excluded > 0) facts.push(t`${plural(excluded, { one: '# link not followed', other: '# links not followed' })}`);
  if (more) facts.push(t`more pages exist`);
  return facts.join(' · ');
}

/** The preview of a website: what it has found so far, and then the pages to select from. */
export function SiteLook({ workspaceId, runId, onBack, onClose }: Props) {
  const { state, ended, result, error } = useRun('crawl.discover-links', runId);
  const stop = useMutation(trpc.jobs.cancel.mutationOptions({ onError: tellFailure(t`The preview was not stopped`) }));
  const { found, blocked } = result ?? state;
  const spoken = result?.languages.filter(({ lang }) => lang !== 'unknown') ?? [];
  const text = foundText({
    found,
    blocked,
    languages: result ? spoken.length : 0,
    excluded: result?.excluded ?? 0,
    more: result?.cut ?? false,
  });
  if (result) {
    return (
      <div className="space-y-4">
        <p role="status" className="font-medium">
          {text}
        </p>
        <SitePicker
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
          {error
            ? translateError(error)
            : t`This preview has no results: it was stopped, or it has expired. Start it again.`}
        </p>
      ) : (
        <div role="status" className="flex items-center gap-3 rounded-lg border border-line bg-sunken px-4 py-3">
          <Spinner className="size-5 text-accent-ink" />
          <div>
            <p className="font-medium tabular-nums">{found > 0 ? text : t`Fetching the first pages…`}</p>
            <p className="text-muted text-sm tabular-nums">
              <Plural value={{ fetched: state.fetched }} one="# page fetched." other="# pages fetched." />{' '}
              <Trans>You can leave this page and return to it later.</Trans>
            </p>
          </div>
        </div>
      )}
      <DialogFooter>
        {ended ? null : (
          <Button pending={stop.isPending} onClick={() => stop.mutate({ runId })}>
            <Trans>Stop</Trans>
          </Button>
        )}
        <Button variant={ended ? 'primary' : 'secondary'} onClick={onBack}>
          {ended ? t`Preview again` : t`Change address`}
        </Button>
      </DialogFooter>
    </div>
  );
}

import { plural, t } from '@lingui/core/macro';
import { isFinal } from '@millrace/contract/jobs/job-event';
import { findJob } from '@millrace/contract/jobs/jobs';
import { useRowList } from '@millrace/ui/data/row-list';
import { ChevronDown, ChevronUp, LoaderCircle } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { useListKeys } from '../shortcuts/use-list-keys.ts';
import type { FedRun } from './run-feed.ts';
import { useDismissRun, useFedRuns } from './run-feed-provider.tsx';
import { RunTrayRow } from './run-tray-row.tsx';
import type { SubjectLinks } from './subject-links.ts';

/** Jobs that only a newer server knows are shown too. */
const belongsHere = ({ run }: FedRun) => findJob(run.name)?.tray ?? true;

/** At the bottom: what runs in this workspace, whoever started it, and how it ended. */
export function RunTray({ links }: { links: SubjectLinks }) {
  const [expanded, setExpanded] = useState(false);
  const dismiss = useDismissRun();
  const id = useId();
  const rows = useRowList();
  // above every page, whose own list has the keys unless the focus is here
  const marks = useListKeys({ list: useRef(rows.handle), onlyWithin: true });
  const all = [...useFedRuns().values()].filter(belongsHere).toReversed();
  const running = all.filter(({ run }) => !isFinal(run.status)).length;
  const finished = all.length - running;
  if (all.length === 0) return null;
  const summary =
    running > 0
      ? t`Jobs: ${plural(running, { one: '# running', other: '# running' })}`
      : t`Jobs: ${plural(finished, { one: '# finished', other: '# finished' })}`;
  const Chevron = expanded ? ChevronDown : ChevronUp;
  return (
    <section
      aria-label={t`Running jobs`}
      data-no-print
      className="run-tray fixed inset-e-3 bottom-3 z-30 w-[min(22rem,calc(100vw-1.5rem))] overflow-hidden rounded-lg border border-line bg-raised shadow-pop not-has-aria-expanded:w-auto"
    >
      <button
        type="button"
        aria-expanded={expanded}
        aria-controls={id}
        onClick={() => setExpanded(!expanded)}
        className="flex min-h-10 w-full items-center gap-2 px-3.5 font-medium text-sm hover:bg-hover"
      >
        {running > 0 ? <LoaderCircle aria-hidden className="size-4 animate-spin text-accent-ink" /> : null}
        <span className="grow text-start">{summary}</span>
        <Chevron aria-hidden className="size-4 text-muted" />
      </button>
      <ul
        ref={rows.attach}
        {...marks}
        id={id}
        hidden={!expanded}
        className="max-h-[min(22rem,60dvh)] divide-y divide-line overflow-y-auto border-line border-t"
      >
        {all.map((fed) => (
          <RunTrayRow key={fed.run.id} fed={fed} onDismiss={() => dismiss(fed.run.id)} links={links} />
        ))}
      </ul>
    </section>
  );
}

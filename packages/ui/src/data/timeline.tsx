import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '../class-names.tsx';
import type { Tone } from './status-mark.tsx';

export type TimelineEntry = {
  id: string;
  /** Without an icon the entry has a plain dot. */
  icon?: LucideIcon;
  tone?: Tone;
  /** What happened, in a few words. */
  title: ReactNode;
  /** When, as a `<time>` element. */
  time?: ReactNode;
  /** More about it, below the title. */
  details?: ReactNode;
};

const dots: Record<Tone, string> = {
  quiet: 'border-line-strong text-muted',
  busy: 'border-accent text-accent-ink',
  good: 'border-good text-good',
  warn: 'border-warn text-warn',
  bad: 'border-bad text-bad',
};

/** What happened to one thing, in the order of time: a run, a case, a record. */
export const Timeline = ({ label, entries }: { label: string; entries: readonly TimelineEntry[] }) => (
  <ol aria-label={label} className="text-sm">
    {entries.map((entry) => (
      <Entry key={entry.id} {...entry} />
    ))}
  </ol>
);

const Entry = ({ icon: Icon, tone = 'quiet', title, time, details }: TimelineEntry) => (
  <li className="group/entry relative flex gap-3 pb-4 last:pb-0">
    <span
      aria-hidden
      className="absolute inset-s-3 top-7 bottom-1 border-line border-s group-last/entry:hidden ltr:-translate-x-1/2 rtl:translate-x-1/2"
    />
    <span aria-hidden className="grid size-6 shrink-0 place-items-center">
      {Icon ? (
        <span className={cn('grid size-6 place-items-center rounded-full border bg-surface', dots[tone])}>
          <Icon className="size-3.5" />
        </span>
      ) : (
        <span className={cn('size-2.5 rounded-full border-2 bg-surface', dots[tone])} />
      )}
    </span>
    <div className="min-w-0 grow pt-0.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <p className="min-w-0 break-words font-medium">{title}</p>
        {time ? <span className="shrink-0 text-muted text-xs tabular-nums">{time}</span> : null}
      </div>
      {details ? <div className="mt-0.5 break-words text-muted">{details}</div> : null}
    </div>
  </li>
);

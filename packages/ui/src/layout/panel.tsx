import { type ReactNode, useId } from 'react';
import { cn } from '../class-names.tsx';

/** A titled section of a page. */
export function Panel(props: {
  title: string;
  hint?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className={cn('rounded-lg border border-line bg-surface p-4 sm:p-5', props.className)}
    >
      <div className="mb-4 flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 id={id} className="font-semibold">
            {props.title}
          </h2>
          {props.hint ? <div className="text-muted text-sm">{props.hint}</div> : null}
        </div>
        {props.actions}
      </div>
      {props.children}
    </section>
  );
}

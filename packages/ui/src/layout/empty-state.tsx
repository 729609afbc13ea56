import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '../class-names.tsx';

type Props = {
  icon: LucideIcon;
  title: string;
  children: ReactNode;
  actions?: ReactNode;
  /** For the page that people start from. */
  large?: boolean;
};

/** Says what belongs here, in one sentence, and offers the action that adds it. */
export const EmptyState = (props: Props) => (
  <div className="mx-auto flex w-full max-w-md flex-col items-center px-4 py-14 text-center">
    <span className="mb-4 grid size-12 place-items-center rounded-full bg-accent-soft text-accent-ink">
      <props.icon aria-hidden className="size-6" />
    </span>
    <h2 className={cn('font-semibold', props.large ? 'text-xl' : 'text-lg')}>{props.title}</h2>
    <div className="mt-1 w-full text-muted">{props.children}</div>
    {props.actions ? <div className="mt-5 flex flex-wrap justify-center gap-2">{props.actions}</div> : null}
  </div>
);

import type { ReactNode } from 'react';
import { PageTitle } from './page-title.tsx';

type Props = { title: string; heading?: ReactNode; lead?: ReactNode; actions?: ReactNode; children: ReactNode };

/** A page that scrolls as a whole: title, purpose, actions and content. */
export const PageFrame = ({ title, heading, lead, actions, children }: Props) => (
  <div className="min-h-0 grow overflow-y-auto">
    <div className="mx-auto max-w-5xl px-4 pt-5 pb-24 sm:px-8 sm:pt-7">
      <header className="mb-5 flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <PageTitle title={title}>{heading}</PageTitle>
          {lead ? <div className="mt-0.5 text-muted text-sm">{lead}</div> : null}
        </div>
        {actions ? <div className="flex flex-wrap gap-2 max-sm:grow">{actions}</div> : null}
      </header>
      {children}
    </div>
  </div>
);

import { type ContentWidth, contentWidth } from '@millrace/ui/layout/content-width';
import type { ReactNode } from 'react';
import { PageTitle } from './page-title.tsx';

type Props = {
  title: string;
  heading?: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  /** Default: `work`. */
  width?: ContentWidth;
  children: ReactNode;
};

/** A page that scrolls as a whole: title, purpose, actions and content. */
export const PageFrame = ({ title, heading, lead, actions, width = 'work', children }: Props) => (
  <div className="min-h-0 grow overflow-y-auto">
    <div className={contentWidth(width, 'pt-5 pb-24 sm:pt-6')}>
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

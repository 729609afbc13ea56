import { contentWidth } from '@millrace/ui/layout/content-width';
import type { ReactNode } from 'react';
import { ThemeMenu } from '../features/theme/theme-menu.tsx';
import { Brand } from './brand.tsx';
import { PageTitle } from './page-title.tsx';

/** A page outside of a workspace: one column with one task. */
export const PlainPage = ({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) => (
  <div className="flex min-h-full flex-col bg-bg">
    <header className="flex items-center justify-between px-4 py-3 sm:px-6">
      <Brand />
      <ThemeMenu />
    </header>
    <main className={contentWidth('form', 'grow pt-[6dvh] pb-16')}>
      <PageTitle title={title} className="text-xl" />
      {lead ? <div className="mt-1.5 text-muted">{lead}</div> : null}
      <div className="mt-6">{children}</div>
    </main>
  </div>
);

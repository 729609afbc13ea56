import { lazyPart } from '@millrace/ui/lazy-part';
import { Suspense } from 'react';
import { useFedRuns } from './run-feed-provider.tsx';
import type { SubjectLinks } from './subject-links.ts';

const Tray = lazyPart(async () => (await import('./run-tray.tsx')).RunTray);

/** The tray of runs; its code comes with the first run. */
export function RunTray({ links }: { links: SubjectLinks }) {
  const hasRuns = useFedRuns().size > 0;
  return <Suspense>{hasRuns ? <Tray links={links} /> : null}</Suspense>;
}

import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@millrace/ui/controls/button';
import { EmptyState } from '@millrace/ui/layout/empty-state';
import { useMutation } from '@tanstack/react-query';
import { FileUp, Globe, Library, LibraryBig, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { trpc } from '../../../trpc.ts';
import { tellFailure } from '../../errors/tell-failure.ts';
import { refreshSources } from '../refresh-sources.ts';

type Props = { workspaceId: string; mayEdit: boolean; onUpload: () => void; onWebsite: () => void };

/** Three ways to start; a person without the right to add sources sees who has it. */
export function SourcesEmpty({ workspaceId, mayEdit, onUpload, onWebsite }: Props) {
  const addSamples = useMutation(
    trpc.sources.addSamples.mutationOptions({
      onSuccess: refreshSources,
      onError: tellFailure(t`The sample documents were not added`),
    }),
  );
  if (!mayEdit) {
    return (
      <div className="rounded-lg border border-line-strong border-dashed bg-surface">
        <EmptyState icon={LibraryBig} title={t`No sources yet`}>
          <Trans>Editors of this workspace can add documents. They will be listed here.</Trans>
        </EmptyState>
      </div>
    );
  }
  return (
    <section aria-labelledby="no-sources" className="rounded-lg border border-line-strong border-dashed p-4 sm:p-8">
      <h2 id="no-sources" className="text-center font-semibold text-lg">
        <Trans>No sources yet</Trans>
      </h2>
      <p className="mx-auto mt-1 max-w-xl text-center text-muted">
        <Trans>Sources are split into passages and ready for questions within moments. Start with one of these.</Trans>
      </p>
      <ul className="mt-6 grid gap-3 md:grid-cols-3">
        <Way
          icon={FileUp}
          title={t`Files`}
          action={
            <Button onClick={onUpload}>
              <Trans>Add files</Trans>
            </Button>
          }
        >
          {t`Drop files or folders anywhere on this page: PDF, Word, PowerPoint, Excel, OpenDocument, EPUB, CSV, JSON, email, ZIP archives, images, recordings.`}
        </Way>
        <Way
          icon={Globe}
          title={t`Website`}
          action={
            <Button onClick={onWebsite}>
              <Trans>Add website</Trans>
            </Button>
          }
        >
          {t`Preview the pages of a site, select the ones you want, and fetch them as its robots.txt allows.`}
        </Way>
        <Way
          icon={Library}
          title={t`Sample documents`}
          action={
            <Button pending={addSamples.isPending} onClick={() => addSamples.mutate({ workspaceId })}>
              <Trans>Add the sample documents</Trans>
            </Button>
          }
        >
          {t`Three short documents of a fictional company to try questions on. You can delete them at any time.`}
        </Way>
      </ul>
    </section>
  );
}

type WayProps = { icon: LucideIcon; title: string; action: ReactNode; children: string };

const Way = ({ icon: Icon, title, action, children }: WayProps) => (
  <li className="flex flex-col rounded-lg border border-line bg-surface p-4">
    <span className="mb-3 grid size-10 place-items-center rounded-full bg-accent-soft text-accent-ink">
      <Icon aria-hidden className="size-5" />
    </span>
    <h3 className="font-medium">{title}</h3>
    <p className="mt-1 mb-4 grow text-muted text-sm">{children}</p>
    <div className="*:w-full">{action}</div>
  </li>
);

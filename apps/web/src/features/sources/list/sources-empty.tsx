import { Button } from '@millrace/ui/button';
import { EmptyState } from '@millrace/ui/empty-state';
import { useMutation } from '@tanstack/react-query';
import { FileUp, Globe, Library, LibraryBig, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { trpc } from '../../../trpc.ts';
import { tellFailure } from '../../errors/tell-failure.ts';
import { refreshSources } from '../refresh-sources.ts';

type Props = { workspaceId: string; mayEdit: boolean; onUpload: () => void; onWebsite: () => void };

/** Three ways to begin; whoever may not add is told who may. */
export function SourcesEmpty({ workspaceId, mayEdit, onUpload, onWebsite }: Props) {
  const addSamples = useMutation(
    trpc.sources.addSamples.mutationOptions({
      onSuccess: refreshSources,
      onError: tellFailure('The samples were not added'),
    }),
  );
  if (!mayEdit) {
    return (
      <div className="rounded-lg border border-line-strong border-dashed bg-surface">
        <EmptyState icon={LibraryBig} title="No sources yet">
          Editors of this workspace can add documents. They will be listed here.
        </EmptyState>
      </div>
    );
  }
  return (
    <section aria-labelledby="no-sources" className="rounded-lg border border-line-strong border-dashed p-4 sm:p-8">
      <h2 id="no-sources" className="text-center font-semibold text-lg">
        No sources yet
      </h2>
      <p className="mx-auto mt-1 max-w-xl text-center text-muted">
        What you add is read, cut into passages and ready to be asked in a moment. Begin with one of these.
      </p>
      <ul className="mt-6 grid gap-3 md:grid-cols-3">
        <Way icon={FileUp} title="Your files" action={<Button onClick={onUpload}>Choose files</Button>}>
          Drop them anywhere on this page, whole folders too: PDF, Word, Excel, CSV, mails, pictures, recordings.
        </Way>
        <Way icon={Globe} title="A website" action={<Button onClick={onWebsite}>Look at a website</Button>}>
          See first what a site has, choose what is wanted, and read it as politely as its robots.txt asks.
        </Way>
        <Way
          icon={Library}
          title="A sample handbook"
          action={
            <Button pending={addSamples.isPending} onClick={() => addSamples.mutate({ workspaceId })}>
              Add the sample documents
            </Button>
          }
        >
          Three short documents of an invented company, to try questions on. They can be deleted again.
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

import { Button } from '@millrace/ui/button';
import { EmptyState } from '@millrace/ui/empty-state';
import { useMutation } from '@tanstack/react-query';
import { Globe, Library, LibraryBig, Type } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { tellFailure } from '../features/errors/tell-failure.ts';
import { useShortcut } from '../features/shortcuts/use-shortcut.ts';
import { AddFilesButton } from '../features/sources/add-files-button.tsx';
import { SourceList } from '../features/sources/source-list.tsx';
import { UploadList } from '../features/sources/upload-list.tsx';
import { uploadFiles } from '../features/sources/upload-queue.ts';
import { refreshSources } from '../features/sources/use-source-actions.ts';
import { trpc } from '../trpc.ts';
import { PageFrame } from './page-frame.tsx';
import { useWorkspace } from './shell/use-workspace.ts';

const AddTextDialog = lazy(() =>
  import('../features/sources/add-text-dialog.tsx').then((module) => ({ default: module.AddTextDialog })),
);

const AddWebsiteDialog = lazy(() =>
  import('../features/sources/add-website-dialog.tsx').then((module) => ({ default: module.AddWebsiteDialog })),
);

export function SourcesPage() {
  const { workspace, may } = useWorkspace();
  const [addingText, setAddingText] = useState(false);
  const [addingSite, setAddingSite] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const mayEdit = may('editor');
  const addSamples = useMutation(
    trpc.sources.addSamples.mutationOptions({
      onSuccess: refreshSources,
      onError: tellFailure('The samples were not added'),
    }),
  );
  useShortcut('addFiles', () => mayEdit && input.current?.click());
  const actions = (
    <>
      <Button icon={<Globe aria-hidden className="size-4" />} onClick={() => setAddingSite(true)}>
        Add website
      </Button>
      <Button icon={<Type aria-hidden className="size-4" />} onClick={() => setAddingText(true)}>
        Add text
      </Button>
      <AddFilesButton ref={input} onFiles={(files) => uploadFiles(workspace.id, files)} />
    </>
  );
  const samples = (
    <Button
      icon={<Library aria-hidden className="size-4" />}
      pending={addSamples.isPending}
      onClick={() => addSamples.mutate({ workspaceId: workspace.id })}
    >
      Add the sample documents
    </Button>
  );
  const empty = (
    <div className="rounded-lg border border-line-strong border-dashed bg-surface">
      <EmptyState icon={LibraryBig} title="No sources yet" actions={mayEdit ? samples : undefined}>
        {mayEdit
          ? 'Drop documents, tables, web pages or mails anywhere on this page. They are read, cut into passages and ready to be asked in a moment.'
          : 'Editors of this workspace can add documents. They will be listed here.'}
      </EmptyState>
    </div>
  );
  return (
    <PageFrame
      title="Sources"
      lead={
        mayEdit
          ? 'What answers rest on. Drop files anywhere: PDF, Word, Excel, CSV, HTML, Markdown, text, mail.'
          : 'What answers rest on.'
      }
      actions={mayEdit ? actions : undefined}
    >
      <UploadList workspaceId={workspace.id} />
      <SourceList workspaceId={workspace.id} mayEdit={mayEdit} empty={empty} />
      <Suspense>
        {addingSite ? <AddWebsiteDialog workspaceId={workspace.id} open onOpenChange={setAddingSite} /> : null}
        {addingText ? <AddTextDialog workspaceId={workspace.id} open onOpenChange={setAddingText} /> : null}
      </Suspense>
    </PageFrame>
  );
}

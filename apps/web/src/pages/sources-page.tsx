import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@millrace/ui/controls/button';
import { lazyPart } from '@millrace/ui/lazy-part';
import { getRouteApi } from '@tanstack/react-router';
import { Globe, Type } from 'lucide-react';
import { Suspense, useRef } from 'react';
import { useShortcut } from '../features/shortcuts/use-shortcut.ts';
import { SourceList } from '../features/sources/list/source-list.tsx';
import { SourcesEmpty } from '../features/sources/list/sources-empty.tsx';
import { AddFilesButton } from '../features/sources/uploads/add-files-button.tsx';
import { UploadList } from '../features/sources/uploads/upload-list.tsx';
import { uploadFiles } from '../features/sources/uploads/upload-queue.ts';
import { PageFrame } from './page-frame.tsx';
import { useWorkspace } from './shell/use-workspace.ts';

const AddTextDialog = lazyPart(
  async () => (await import('../features/sources/uploads/add-text-dialog.tsx')).AddTextDialog,
);
const AddWebsiteDialog = lazyPart(
  async () => (await import('../features/crawl/add-website-dialog.tsx')).AddWebsiteDialog,
);

const route = getRouteApi('/w/$workspaceId/sources');

/** The sources of a workspace and all ways to add one. What is shown and open is kept in the URL. */
export function SourcesPage() {
  const { workspace, may } = useWorkspace();
  const { add, look, ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const mayEdit = may('editor');
  const show = (change: Partial<ReturnType<typeof route.useSearch>>, replace = true) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace, resetScroll: false });
  const addText = () => show({ add: 'text' });
  const addWebsite = () => show({ add: 'website' });
  const close = () => show({ add: undefined, look: undefined });
  useShortcut('addFiles', () => mayEdit && input.current?.click());
  const actions = (
    <div className="grid grow grid-cols-[repeat(auto-fit,minmax(min(8rem,100%),1fr))] gap-2 sm:flex sm:grow-0 sm:flex-wrap">
      <Button icon={<Globe aria-hidden className="size-4" />} onClick={addWebsite}>
        <Trans>Add website</Trans>
      </Button>
      <Button icon={<Type aria-hidden className="size-4" />} onClick={addText}>
        <Trans>Add text</Trans>
      </Button>
      <AddFilesButton ref={input} onFiles={(files) => uploadFiles(workspace.id, files)} />
    </div>
  );
  return (
    <PageFrame
      title={t`Sources`}
      lead={mayEdit ? undefined : t`Answers are based on these sources.`}
      actions={mayEdit ? actions : undefined}
    >
      <UploadList workspaceId={workspace.id} />
      <SourceList
        workspaceId={workspace.id}
        mayEdit={mayEdit}
        filter={filter}
        onFilter={show}
        empty={
          <SourcesEmpty
            workspaceId={workspace.id}
            mayEdit={mayEdit}
            onUpload={() => input.current?.click()}
            onWebsite={addWebsite}
          />
        }
      />
      <Suspense>
        {add === 'website' && mayEdit ? (
          <AddWebsiteDialog
            workspaceId={workspace.id}
            runId={look}
            onLook={(runId) => show({ look: runId })}
            onClose={close}
          />
        ) : null}
        {add === 'text' && mayEdit ? <AddTextDialog workspaceId={workspace.id} onClose={close} /> : null}
      </Suspense>
    </PageFrame>
  );
}

import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { lazyPart } from '@millrace/ui/lazy-part';
import { Sheet } from '@millrace/ui/overlays/dialog';
import { Outlet, useMatchRoute, useNavigate } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { allEffects, allSubjectLinks } from '../../all-live.ts';
import { focusBox } from '../../features/chat/composer/catch-typing.ts';
import { useConfirmationAsked } from '../../features/errors/session-confirmation.ts';
import { useSessionExpired } from '../../features/errors/session-expiry.ts';
import { LiveUpdates } from '../../features/jobs/live-updates.tsx';
import { RunFeedProvider } from '../../features/jobs/run-feed-provider.tsx';
import { RunTray } from '../../features/jobs/run-tray-on-demand.tsx';
import { useShortcut } from '../../features/shortcuts/use-shortcut.ts';
import { DropAnywhere } from '../../features/sources/uploads/drop-anywhere.tsx';
import { uploadFiles } from '../../features/sources/uploads/upload-queue.ts';
import { PendingPage } from '../pending-page.tsx';
import { Sidebar } from './sidebar.tsx';
import { TopBar } from './top-bar.tsx';
import { useSidebar } from './use-sidebar.ts';
import { useWorkspace } from './use-workspace.ts';

const CommandPalette = lazyPart(async () => (await import('./command-palette.tsx')).CommandPalette);
const SessionExpiredDialog = lazyPart(
  async () => (await import('../../features/session/expired-dialog.tsx')).SessionExpiredDialog,
);
const ConfirmDialog = lazyPart(async () => (await import('../../features/session/confirm-dialog.tsx')).ConfirmDialog);
const ShortcutSheet = lazyPart(async () => (await import('../../features/shortcuts/shortcut-sheet.tsx')).ShortcutSheet);

/** Everything around a page of a workspace. */
export function WorkspaceLayout() {
  const { workspace, user, may } = useWorkspace();
  const [overlay, setOverlay] = useState<'palette' | 'shortcuts' | 'menu'>();
  const sidebar = useSidebar();
  const expired = useSessionExpired();
  const confirming = useConfirmationAsked();
  const navigate = useNavigate();
  const matchRoute = useMatchRoute();
  const params = { workspaceId: workspace.id };
  useShortcut('palette', () => setOverlay('palette'));
  useShortcut('sheet', () => setOverlay('shortcuts'));
  useShortcut('sidebar', sidebar.toggle);
  // on the search page the page itself handles the key
  const toSearch = () =>
    matchRoute({ to: '/w/$workspaceId/search' }) ? false : void navigate({ to: '/w/$workspaceId/search', params });
  useShortcut('search', toSearch);
  useShortcut('goSearch', toSearch);
  useShortcut('goSources', () => void navigate({ to: '/w/$workspaceId/sources', params }));
  useShortcut('goSettings', () => void navigate({ to: '/w/$workspaceId/settings/workspace', params }));
  const toChat = () => {
    const newChat = { ...params, conversationId: undefined };
    void navigate({ to: '/w/$workspaceId/chat/{-$conversationId}', params: newChat }).then(focusBox);
  };
  useShortcut('goChat', toChat);
  useShortcut('newChat', toChat);
  const addFiles = (files: File[]) => {
    uploadFiles(workspace.id, files);
    void navigate({ to: '/w/$workspaceId/sources', params });
  };
  const close = () => setOverlay(undefined);
  const openPalette = () => setOverlay('palette');
  const openShortcuts = () => setOverlay('shortcuts');
  return (
    <RunFeedProvider workspaceId={workspace.id}>
      <a
        href="#main"
        className="fixed top-2 inset-s-2 z-60 -translate-y-20 rounded-md bg-accent px-4 py-2 font-medium text-on-accent focus:translate-y-0"
      >
        <Trans>Skip to content</Trans>
      </a>
      <div className="flex h-dvh flex-col lg:flex-row">
        {sidebar.open ? (
          <div data-no-print className="hidden w-64 shrink-0 border-line border-e lg:block">
            <Sidebar onPalette={openPalette} onShortcuts={openShortcuts} />
          </div>
        ) : null}
        <TopBar
          className={sidebar.open ? 'lg:hidden' : ''}
          onMenu={() => (sidebar.isWide() ? sidebar.toggle() : setOverlay('menu'))}
        />
        <main id="main" tabIndex={-1} className="flex min-h-0 min-w-0 grow flex-col outline-none">
          <Suspense fallback={<PendingPage />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <Sheet open={overlay === 'menu'} onOpenChange={close} title={t`Menu`} side="start">
        <Sidebar onPalette={openPalette} onShortcuts={openShortcuts} onNavigate={close} />
      </Sheet>
      <Suspense>
        {overlay === 'palette' ? <CommandPalette onClose={close} onShortcuts={openShortcuts} /> : null}
        {confirming ? <ConfirmDialog /> : null}
        {expired ? <SessionExpiredDialog user={user} /> : null}
        {overlay === 'shortcuts' ? <ShortcutSheet open onOpenChange={close} /> : null}
      </Suspense>
      {may('editor') ? <DropAnywhere onFiles={addFiles} /> : null}
      <RunTray links={allSubjectLinks} />
      <LiveUpdates effects={allEffects} />
    </RunFeedProvider>
  );
}

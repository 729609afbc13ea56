import { BareIconButton, buttonClass, IconButton } from '@millrace/ui/button';
import { Link } from '@tanstack/react-router';
import {
  Command,
  Keyboard,
  LibraryBig,
  type LucideIcon,
  MessagesSquare,
  Plus,
  Search,
  Settings,
  X,
} from 'lucide-react';
import { ConversationList } from '../../features/chat/conversations/conversation-list.tsx';
import { ConnectionPill } from '../../features/jobs/connection-pill.tsx';
import { keysOf } from '../../features/shortcuts/shortcuts.ts';
import { ThemeMenu } from '../../features/theme/theme-menu.tsx';
import { useWorkspace } from './use-workspace.ts';
import { UserMenu } from './user-menu.tsx';
import { WorkspaceSwitcher } from './workspace-switcher.tsx';

type Props = { onPalette: () => void; onShortcuts: () => void; onNavigate?: () => void };

const places = [
  { to: '/w/$workspaceId/sources', label: 'Sources', icon: LibraryBig },
  { to: '/w/$workspaceId/search', label: 'Search', icon: Search },
  { to: '/w/$workspaceId/settings', label: 'Settings', icon: Settings },
] as const satisfies readonly { to: string; label: string; icon: LucideIcon }[];

const item = 'flex h-8 items-center gap-2.5 rounded-md px-2.5 text-sm hover:bg-hover';

export function Sidebar({ onPalette, onShortcuts, onNavigate }: Props) {
  const { workspace, may } = useWorkspace();
  const params = { workspaceId: workspace.id };
  return (
    <div className="flex h-full flex-col gap-3 bg-bg p-3">
      <header className="flex items-center gap-1">
        <WorkspaceSwitcher />
        <IconButton
          label="Command palette"
          keys={keysOf('palette')}
          onClick={onPalette}
          icon={<Command aria-hidden className="size-4" />}
        />
        {onNavigate ? (
          <BareIconButton label="Close the menu" onClick={onNavigate} icon={<X aria-hidden className="size-4" />} />
        ) : null}
      </header>
      <nav aria-label="Main" className="flex min-h-0 grow flex-col">
        <Link
          to="/w/$workspaceId/chat/{-$conversationId}"
          params={{ ...params, conversationId: undefined }}
          onClick={onNavigate}
          activeOptions={{ exact: true, includeSearch: false }}
          activeProps={{ 'aria-current': 'page' }}
          className={buttonClass({ variant: 'secondary' }, 'mb-2 justify-start!')}
        >
          {may('analyst') ? <Plus aria-hidden className="size-4" /> : <MessagesSquare aria-hidden className="size-4" />}
          {may('analyst') ? 'New chat' : 'Chats'}
        </Link>
        <ul className="space-y-px">
          {places.map(({ to, label, icon: Icon }) => (
            <li key={to}>
              <Link
                to={to}
                params={params}
                onClick={onNavigate}
                activeProps={{ className: 'bg-hover font-medium', 'aria-current': 'page' }}
                className={item}
              >
                <Icon aria-hidden className="size-4 text-muted" />
                {label}
              </Link>
            </li>
          ))}
        </ul>
        <p className="mt-4 mb-1 flex items-center gap-2 px-2.5 font-medium text-muted text-xs">
          <MessagesSquare aria-hidden className="size-3.5" />
          Chats
        </p>
        <div className="-mx-1 min-h-0 grow overflow-y-auto px-1">
          <ConversationList workspaceId={workspace.id} mayAsk={may('analyst')} onOpen={onNavigate} />
        </div>
      </nav>
      <footer className="flex items-center gap-0.5 border-line border-t pt-2">
        <UserMenu onNavigate={onNavigate} />
        <span className="grow" />
        <ConnectionPill />
        <ThemeMenu />
        <IconButton
          label="Keyboard shortcuts"
          keys="?"
          onClick={onShortcuts}
          icon={<Keyboard aria-hidden className="size-4" />}
        />
      </footer>
    </div>
  );
}

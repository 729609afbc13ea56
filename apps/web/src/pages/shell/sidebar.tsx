import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { BareIconButton, buttonClass, IconButton } from '@millrace/ui/controls/button';
import { Link, linkOptions } from '@tanstack/react-router';
import { Command, Keyboard, MessagesSquare, Plus, Settings, X } from 'lucide-react';
import { allNavItems } from '../../all-faces.ts';
import type { NavItem } from '../../face.ts';
import { focusBox } from '../../features/chat/composer/catch-typing.ts';
import { ConversationList } from '../../features/chat/conversations/conversation-list.tsx';
import { ConnectionPill } from '../../features/jobs/connection-pill.tsx';
import { translate } from '../../features/language/language.ts';
import { keysOf } from '../../features/shortcuts/shortcuts.ts';
import { ThemeMenu } from '../../features/theme/theme-menu.tsx';
import { useWorkspace } from './use-workspace.ts';
import { UserMenu } from './user-menu.tsx';
import { WorkspaceSwitcher } from './workspace-switcher.tsx';

type Props = { onPalette: () => void; onShortcuts: () => void; onNavigate?: () => void };

const nav: readonly NavItem[] = [
  ...allNavItems,
  {
    label: msg`Settings`,
    position: Number.POSITIVE_INFINITY,
    icon: Settings,
    link: ({ workspaceId }) => linkOptions({ to: '/w/$workspaceId/settings', params: { workspaceId } }),
  },
];

const item = 'flex min-h-8 touch:min-h-9 items-center gap-2.5 rounded-md px-2.5 text-sm hover:bg-hover';

export function Sidebar({ onPalette, onShortcuts, onNavigate }: Props) {
  const { workspace, may } = useWorkspace();
  const params = { workspaceId: workspace.id };
  return (
    <div className="flex h-full flex-col gap-3 bg-bg p-3">
      <header className="flex items-center gap-1">
        <WorkspaceSwitcher />
        <IconButton
          label={t`Command palette`}
          keys={keysOf('palette')}
          onClick={onPalette}
          icon={<Command aria-hidden className="size-4" />}
        />
        {onNavigate ? (
          <BareIconButton label={t`Close menu`} onClick={onNavigate} icon={<X aria-hidden className="size-4" />} />
        ) : null}
      </header>
      <nav aria-label={t`Main`} className="flex min-h-0 grow flex-col">
        <Link
          to="/w/$workspaceId/chat/{-$conversationId}"
          params={{ ...params, conversationId: undefined }}
          onClick={() => {
            onNavigate?.();
            // where a new chat is shown already, nothing else would move the focus
            focusBox();
          }}
          activeOptions={{ exact: true, includeSearch: false }}
          activeProps={{ 'aria-current': 'page' }}
          className={buttonClass({ variant: 'secondary' }, 'mb-2 min-h-9 shrink-0 justify-start!')}
        >
          {may('analyst') ? <Plus aria-hidden className="size-4" /> : <MessagesSquare aria-hidden className="size-4" />}
          {may('analyst') ? t`New chat` : t`Chats`}
        </Link>
        <ul className="shrink-0 space-y-px">
          {nav.map(({ link, label, icon: Icon }) => (
            <li key={label.id}>
              <Link
                {...link(params)}
                onClick={onNavigate}
                activeProps={{ className: 'bg-hover font-medium', 'aria-current': 'page' }}
                className={item}
              >
                <Icon aria-hidden className="size-4 text-muted" />
                {translate(label)}
              </Link>
            </li>
          ))}
        </ul>
        <p className="mt-4 mb-1 flex items-center gap-2 px-2.5 font-medium text-muted text-xs">
          <MessagesSquare aria-hidden className="size-3.5" />
          <Trans>Chats</Trans>
        </p>
        <div className="-mx-1.5 -mt-1.5 min-h-0 grow overflow-y-auto px-1.5 pt-1.5">
          <ConversationList workspaceId={workspace.id} onOpen={onNavigate} />
        </div>
      </nav>
      <footer className="space-y-1.5 border-line border-t pt-2">
        <UserMenu onNavigate={onNavigate} />
        <div className="flex items-center gap-0.5 ps-2">
          <ConnectionPill />
          <span className="grow" />
          <ThemeMenu />
          <IconButton
            label={t`Keyboard shortcuts`}
            keys="?"
            onClick={onShortcuts}
            icon={<Keyboard aria-hidden className="size-4" />}
          />
        </div>
      </footer>
    </div>
  );
}

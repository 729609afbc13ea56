import { CommandDialog, CommandGroup, CommandItem } from '@millrace/ui/command';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { FileText, FileUp, Keyboard, LibraryBig, MessageSquare, Plus, Search, Settings, SunMoon } from 'lucide-react';
import { useState } from 'react';
import { keysOf } from '../../features/shortcuts/shortcuts.ts';
import { setTheme } from '../../features/theme/theme.ts';
import { trpc } from '../../trpc.ts';
import { useWorkspace } from './use-workspace.ts';

const look = { 'aria-hidden': true, className: 'size-4' } as const;

/** Everything one can go to or do, by typing. */
export function CommandPalette({ onClose, onShortcuts }: { onClose: () => void; onShortcuts: () => void }) {
  const { workspace, may } = useWorkspace();
  const [query, setQuery] = useState('');
  const navigate = useNavigate();
  const params = { workspaceId: workspace.id };
  const chats = useQuery(trpc.conversations.list.queryOptions(params));
  const sources = useQuery(trpc.sources.list.queryOptions(params));
  const run = (action: () => unknown) => () => {
    onClose();
    action();
  };
  const openChat = (conversationId?: string) =>
    run(() => navigate({ to: '/w/$workspaceId/chat/{-$conversationId}', params: { ...params, conversationId } }));
  const toggleTheme = run(() => setTheme(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark'));
  return (
    <CommandDialog
      open
      onOpenChange={onClose}
      label="Command palette"
      placeholder="Go to, create, search…"
      query={query}
      onQuery={setQuery}
    >
      <CommandGroup heading="Do">
        <CommandItem value="New chat" icon={<Plus {...look} />} keys={keysOf('newChat')} onSelect={openChat()}>
          New chat
        </CommandItem>
        {may('editor') ? (
          <CommandItem
            value="Add sources files upload"
            icon={<FileUp {...look} />}
            onSelect={run(() => navigate({ to: '/w/$workspaceId/sources', params }))}
          >
            Add sources
          </CommandItem>
        ) : null}
        <CommandItem value="Switch theme light dark" icon={<SunMoon {...look} />} onSelect={toggleTheme}>
          Switch between light and dark
        </CommandItem>
        <CommandItem value="Keyboard shortcuts" icon={<Keyboard {...look} />} keys="?" onSelect={run(onShortcuts)}>
          Keyboard shortcuts
        </CommandItem>
      </CommandGroup>
      <CommandGroup heading="Go to">
        <CommandItem
          value="Sources"
          icon={<LibraryBig {...look} />}
          keys={keysOf('goSources')}
          onSelect={run(() => navigate({ to: '/w/$workspaceId/sources', params }))}
        >
          Sources
        </CommandItem>
        <CommandItem
          value="Search"
          icon={<Search {...look} />}
          keys={keysOf('goSearch')}
          onSelect={run(() => navigate({ to: '/w/$workspaceId/search', params }))}
        >
          Search
        </CommandItem>
        {(['workspace', 'members', 'keys', 'model', 'account'] as const).map((page) => (
          <CommandItem
            key={page}
            value={`Settings ${page}`}
            icon={<Settings {...look} />}
            onSelect={run(() => navigate({ to: `/w/$workspaceId/settings/${page}`, params }))}
          >
            Settings: {page}
          </CommandItem>
        ))}
      </CommandGroup>
      {chats.data?.items.length ? (
        <CommandGroup heading="Chats">
          {chats.data.items.map(({ id, title }) => (
            <CommandItem key={id} value={`${title} ${id}`} icon={<MessageSquare {...look} />} onSelect={openChat(id)}>
              {title}
            </CommandItem>
          ))}
        </CommandGroup>
      ) : null}
      {sources.data?.items.length ? (
        <CommandGroup heading="Sources">
          {sources.data.items.map(({ id, title }) => (
            <CommandItem
              key={id}
              value={`${title} ${id}`}
              icon={<FileText {...look} />}
              onSelect={run(() =>
                navigate({ to: '/w/$workspaceId/sources/$sourceId', params: { ...params, sourceId: id } }),
              )}
            >
              {title}
            </CommandItem>
          ))}
        </CommandGroup>
      ) : null}
      {query.trim() ? (
        <CommandGroup heading="Search" always>
          <CommandItem
            // matches nothing that is typed, so what does match stands before it
            value="»"
            always
            icon={<Search {...look} />}
            onSelect={run(() => navigate({ to: '/w/$workspaceId/search', params, search: { q: query.trim() } }))}
          >
            Search the sources for “{query.trim()}”
          </CommandItem>
        </CommandGroup>
      ) : null}
    </CommandDialog>
  );
}

import { t } from '@lingui/core/macro';
import { CommandDialog, CommandGroup, CommandItem } from '@millrace/ui/overlays/command';
import { type LinkProps, useNavigate } from '@tanstack/react-router';
import { Keyboard, type LucideIcon, Settings } from 'lucide-react';
import { useRef, useState } from 'react';
import { allFaces, allNavItems, allSettingsTabs } from '../../all-faces.ts';
import type { Listed } from '../../face.ts';
import { focusBox } from '../../features/chat/composer/catch-typing.ts';
import { translate } from '../../features/language/language.ts';
import { useWorkspace } from './use-workspace.ts';

const look = (Icon: LucideIcon) => <Icon aria-hidden className="size-4" />;

const commands = allFaces.flatMap((face) => face.commands ?? []);
const listed = allFaces.flatMap((face) => face.listed ?? []);
const typed = allFaces.flatMap((face) => face.typed ?? []);

const isNewChat = ({ to, params }: LinkProps): boolean =>
  to === '/w/$workspaceId/chat/{-$conversationId}' && typeof params === 'object' && !params.conversationId;

/** Everything one can go to or do, by typing. */
export function CommandPalette({ onClose, onShortcuts }: { onClose: () => void; onShortcuts: () => void }) {
  const { workspace, may } = useWorkspace();
  const [query, setQuery] = useState('');
  const navigate = useNavigate();
  const at = { workspaceId: workspace.id };
  // the page that is opened decides about the focus
  const isRun = useRef(false);
  const run = (action: () => unknown) => () => {
    isRun.current = true;
    onClose();
    action();
  };
  const go = (link: LinkProps) => run(() => void navigate(link).then(() => isNewChat(link) && focusBox()));
  return (
    <CommandDialog
      open
      onOpenChange={onClose}
      label={t`Command palette`}
      placeholder={t`Go to, create, search…`}
      finalFocus={() => !isRun.current}
      query={query}
      onQuery={setQuery}
    >
      <CommandGroup heading={t`Do`}>
        {commands
          .filter(({ role }) => role === undefined || may(role))
          .map((command) => (
            <CommandItem
              key={command.label.id}
              value={[command.label, command.keywords].map((text) => (text ? translate(text) : '')).join(' ')}
              icon={look(command.icon)}
              keys={command.keys}
              onSelect={'run' in command ? run(command.run) : go(command.link(at))}
            >
              {translate(command.label)}
            </CommandItem>
          ))}
        <CommandItem value={t`Keyboard shortcuts`} icon={look(Keyboard)} keys="?" onSelect={run(onShortcuts)}>
          {t`Keyboard shortcuts`}
        </CommandItem>
      </CommandGroup>
      <CommandGroup heading={t`Go to`}>
        {allNavItems.map(({ label, icon, keys, link }) => (
          <CommandItem key={label.id} value={translate(label)} icon={look(icon)} keys={keys} onSelect={go(link(at))}>
            {translate(label)}
          </CommandItem>
        ))}
        {allSettingsTabs.map(({ label, link }) => {
          const name = t`Settings: ${{ page: translate(label) }}`;
          return (
            <CommandItem key={label.id} value={name} icon={look(Settings)} onSelect={go(link(at))}>
              {name}
            </CommandItem>
          );
        })}
      </CommandGroup>
      {listed.map((things) => (
        <ListedGroup key={things.heading.id} things={things} workspaceId={workspace.id} onOpen={(link) => go(link)()} />
      ))}
      {query.trim()
        ? typed.map(({ heading, icon, label, link }) => (
            <CommandGroup key={heading.id} heading={translate(heading)} always>
              <CommandItem
                // matches nothing that is typed, so what does match stands before it
                value="»"
                always
                icon={look(icon)}
                onSelect={go(link({ ...at, query: query.trim() }))}
              >
                {label(query.trim())}
              </CommandItem>
            </CommandGroup>
          ))
        : null}
    </CommandDialog>
  );
}

type ListedProps = { things: Listed; workspaceId: string; onOpen: (link: LinkProps) => void };

function ListedGroup({ things, workspaceId, onOpen }: ListedProps) {
  const items = things.useItems({ workspaceId });
  if (items.length === 0) return null;
  return (
    <CommandGroup heading={translate(things.heading)}>
      {items.map(({ id, title }) => (
        <CommandItem
          key={id}
          value={`${title} ${id}`}
          icon={look(things.icon)}
          onSelect={() => onOpen(things.link({ workspaceId, id }))}
        >
          {title}
        </CommandItem>
      ))}
    </CommandGroup>
  );
}

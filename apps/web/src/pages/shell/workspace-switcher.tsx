import { buttonClass } from '@millrace/ui/button';
import { Menu, MenuLink, MenuSeparator } from '@millrace/ui/menu';
import { Link } from '@tanstack/react-router';
import { Check, ChevronsUpDown, Plus } from 'lucide-react';
import { useWorkspace } from './use-workspace.ts';

export function WorkspaceSwitcher() {
  const { workspace, workspaces } = useWorkspace();
  const trigger = (
    <button
      type="button"
      aria-label={`Workspace ${workspace.name}`}
      className={buttonClass({ variant: 'ghost' }, 'min-w-0 grow justify-start! px-2!')}
    >
      <img src="/favicon.svg" alt="" width={20} height={20} />
      <span className="min-w-0 grow truncate text-start font-semibold">{workspace.name}</span>
      <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-muted" />
    </button>
  );
  return (
    <Menu trigger={trigger} label="Workspaces">
      {workspaces.map(({ id, name }) => (
        <MenuLink key={id} render={<Link to="/w/$workspaceId" params={{ workspaceId: id }} />}>
          <span className="grow truncate">{name}</span>
          {id === workspace.id ? <Check aria-label="current" className="size-4" /> : null}
        </MenuLink>
      ))}
      <MenuSeparator />
      <MenuLink render={<Link to="/welcome" />}>
        <Plus aria-hidden className="size-4" />
        New workspace
      </MenuLink>
    </Menu>
  );
}

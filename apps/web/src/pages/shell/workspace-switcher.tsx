import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { buttonClass } from '@millrace/ui/controls/button';
import { Menu, MenuLink, MenuSeparator } from '@millrace/ui/controls/menu';
import { Link } from '@tanstack/react-router';
import { Check, ChevronsUpDown, Plus } from 'lucide-react';
import { useWorkspace } from './use-workspace.ts';

export function WorkspaceSwitcher() {
  const { workspace, workspaces } = useWorkspace();
  const trigger = (
    <button
      type="button"
      aria-label={t`Workspace ${{ name: workspace.name }}`}
      className={buttonClass({ variant: 'ghost' }, 'min-w-0 grow justify-start! px-2!')}
    >
      <img src="/favicon.svg" alt="" width={20} height={20} className="size-5" />
      <span className="min-w-0 grow truncate text-start font-semibold">
        <bdi>{workspace.name}</bdi>
      </span>
      <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-muted" />
    </button>
  );
  return (
    <Menu trigger={trigger} label={t`Workspaces`}>
      {workspaces.map(({ id, name }) => (
        <MenuLink key={id} render={<Link to="/w/$workspaceId" params={{ workspaceId: id }} />}>
          <span className="grow truncate">
            <bdi>{name}</bdi>
          </span>
          {id === workspace.id ? (
            <Check
              aria-label={t({ message: 'current', comment: 'Marks the open workspace in the list of workspaces' })}
              className="size-4"
            />
          ) : null}
        </MenuLink>
      ))}
      <MenuSeparator />
      <MenuLink render={<Link to="/welcome" />}>
        <Plus aria-hidden className="size-4" />
        <Trans>New workspace</Trans>
      </MenuLink>
    </Menu>
  );
}

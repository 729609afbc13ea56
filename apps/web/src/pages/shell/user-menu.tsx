import { ph, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { buttonClass } from '@millrace/ui/controls/button';
import { Menu, MenuItem, MenuLink } from '@millrace/ui/controls/menu';
import { Avatar } from '@millrace/ui/data/avatar';
import { Link } from '@tanstack/react-router';
import { LogOut, UserRound } from 'lucide-react';
import { useSignOut } from '../../features/session/use-sign-out.ts';
import { useWorkspace } from './use-workspace.ts';

export function UserMenu({ onNavigate }: { onNavigate?: () => void }) {
  const { user, workspace } = useWorkspace();
  const signOut = useSignOut();
  return (
    <Menu
      trigger={
        <button type="button" className={buttonClass({ variant: 'ghost' }, 'w-full justify-start! px-2!')}>
          <Avatar id={user.id} name={user.name} size="medium" />
          <span className="min-w-0 grow text-start">
            <span className="block truncate">
              <Trans>
                <span className="sr-only">Account of </span>
                <bdi>{ph({ name: user.name })}</bdi>
              </Trans>
            </span>
            <span className="block truncate font-normal text-muted text-xs">
              <bdi>{workspace.name}</bdi>
            </span>
          </span>
        </button>
      }
      label={t`Account`}
    >
      <div className="px-2.5 py-1.5 text-sm">
        <p className="truncate font-medium">
          <bdi>{user.name}</bdi>
        </p>
        <p className="truncate text-muted">
          <bdi>{user.email}</bdi>
        </p>
      </div>
      <MenuLink
        render={
          <Link to="/w/$workspaceId/settings/account" params={{ workspaceId: workspace.id }} onClick={onNavigate} />
        }
      >
        <UserRound aria-hidden className="size-4" />
        <Trans>Account</Trans>
      </MenuLink>
      <MenuItem icon={<LogOut aria-hidden className="size-4" />} onClick={() => signOut.mutate()}>
        <Trans>Sign out</Trans>
      </MenuItem>
    </Menu>
  );
}

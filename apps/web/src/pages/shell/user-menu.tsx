import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { IconButton } from '@millrace/ui/controls/button';
import { Menu, MenuItem, MenuLink } from '@millrace/ui/controls/menu';
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
        <IconButton label={t`Account of ${{ name: user.name }}`} icon={<UserRound aria-hidden className="size-4" />} />
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

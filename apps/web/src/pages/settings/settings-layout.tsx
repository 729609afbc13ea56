import { Skeleton } from '@millrace/ui/spinner';
import { Link, Outlet } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useWorkspace } from '../shell/use-workspace.ts';

const pages = [
  { to: '/w/$workspaceId/settings/workspace', label: 'Workspace' },
  { to: '/w/$workspaceId/settings/members', label: 'Members' },
  { to: '/w/$workspaceId/settings/keys', label: 'API keys' },
  { to: '/w/$workspaceId/settings/model', label: 'Models' },
  { to: '/w/$workspaceId/settings/account', label: 'Account' },
] as const;

export function SettingsLayout() {
  const { workspace } = useWorkspace();
  return (
    <div className="flex min-h-0 grow flex-col">
      <nav aria-label="Settings" className="shrink-0 border-line border-b">
        <ul className="mx-auto flex max-w-5xl flex-wrap gap-x-1 px-2 sm:px-6">
          {pages.map(({ to, label }) => (
            <li key={to}>
              <Link
                to={to}
                params={{ workspaceId: workspace.id }}
                activeProps={{ className: 'border-accent text-ink', 'aria-current': 'page' }}
                inactiveProps={{ className: 'border-transparent text-muted hover:text-ink' }}
                className="flex h-11 items-center border-b-2 px-2.5 font-medium text-sm"
              >
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Suspense fallback={<Skeleton lines={6} />}>
        <Outlet />
      </Suspense>
    </div>
  );
}

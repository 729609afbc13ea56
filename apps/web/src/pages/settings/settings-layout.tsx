import { t } from '@lingui/core/macro';
import { contentWidth } from '@millrace/ui/layout/content-width';
import { Skeleton } from '@millrace/ui/layout/spinner';
import { Link, Outlet } from '@tanstack/react-router';
import { Suspense } from 'react';
import { allSettingsTabs } from '../../all-faces.ts';
import { translate } from '../../features/language/language.ts';
import { useWorkspace } from '../shell/use-workspace.ts';

export function SettingsLayout() {
  const { workspace } = useWorkspace();
  return (
    <div className="flex min-h-0 grow flex-col">
      <nav aria-label={t`Settings`} className="shrink-0 border-line border-b">
        <ul className={contentWidth('form', 'flex flex-wrap gap-x-1')}>
          {allSettingsTabs.map(({ link, label }) => (
            <li key={label.id} className="first:-ms-2.5">
              <Link
                {...link({ workspaceId: workspace.id })}
                activeProps={{ className: 'border-accent text-ink', 'aria-current': 'page' }}
                inactiveProps={{ className: 'border-transparent text-muted hover:text-ink' }}
                className="flex min-h-11 items-center border-b-2 px-2.5 font-medium text-sm"
              >
                {translate(label)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Suspense fallback={<Skeleton lines={3} shape="panels" />}>
        <Outlet />
      </Suspense>
    </div>
  );
}

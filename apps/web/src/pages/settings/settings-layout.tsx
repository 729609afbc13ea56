import { t } from '@lingui/core/macro';
import { contentWidth } from '@millrace/ui/layout/content-width';
import { Skeleton } from '@millrace/ui/layout/spinner';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { Suspense, useLayoutEffect, useRef } from 'react';
import { allSettingsTabs } from '../../all-faces.ts';
import { translate } from '../../features/language/language.ts';
import { useWorkspace } from '../shell/use-workspace.ts';

export function SettingsLayout() {
  const { workspace } = useWorkspace();
  const scroller = useRef<HTMLDivElement>(null);
  const { pathname } = useLocation();
  // another tab begins at its top
  useLayoutEffect(() => {
    scroller.current?.scrollTo(0, 0);
  }, [pathname]);
  return (
    // the tabs scroll away with the page: with large text they would fill a small screen
    <div ref={scroller} className="min-h-0 grow overflow-y-auto">
      <nav aria-label={t`Settings`} className="border-line border-b">
        <div className={contentWidth('form')}>
          <ul className="-mx-2.5 flex flex-wrap gap-x-1">
            {allSettingsTabs.map(({ link, label }) => (
              <li key={label.id}>
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
        </div>
      </nav>
      <Suspense fallback={<Skeleton lines={3} shape="panels" />}>
        <Outlet />
      </Suspense>
    </div>
  );
}

import { t } from '@lingui/core/macro';
import { cn } from '@millrace/ui/class-names';
import { IconButton } from '@millrace/ui/controls/button';
import { Menu } from 'lucide-react';
import { ConnectionPill } from '../../features/jobs/connection-pill.tsx';
import { keysOf } from '../../features/shortcuts/shortcuts.ts';
import { Brand } from '../brand.tsx';

/** Shown on narrow screens, and on wide ones while the sidebar is hidden. */
export const TopBar = ({ onMenu, className }: { onMenu: () => void; className?: string }) => (
  <header
    data-no-print
    className={cn(
      'flex min-h-12 shrink-0 items-center gap-2 border-line border-b px-2 lg:h-full lg:w-12 lg:flex-col lg:border-e lg:border-b-0 lg:py-2',
      className,
    )}
  >
    <IconButton
      label={t`Open menu`}
      keys={keysOf('sidebar')}
      onClick={onMenu}
      icon={<Menu aria-hidden className="size-5" />}
    />
    <span className="flex min-w-0 grow items-center lg:hidden">
      <Brand />
    </span>
    <span className="shrink-0 lg:hidden">
      <ConnectionPill />
    </span>
  </header>
);

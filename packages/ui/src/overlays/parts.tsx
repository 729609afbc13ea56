import type { Dialog } from '@base-ui/react/dialog';
import type { Menu } from '@base-ui/react/menu';
import type { Tooltip } from '@base-ui/react/tooltip';
import { type OnDemand, onDemand } from '../on-demand.tsx';

/** What floats over a page, from Base UI; fetched when it is approached, since no first page shows any of it. */
export const dialogParts: OnDemand<typeof Dialog> = onDemand(
  async () => (await import('@base-ui/react/dialog')).Dialog,
);
export const menuParts: OnDemand<typeof Menu> = onDemand(async () => (await import('@base-ui/react/menu')).Menu);
export const tooltipParts: OnDemand<typeof Tooltip> = onDemand(
  async () => (await import('@base-ui/react/tooltip')).Tooltip,
);

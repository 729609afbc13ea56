import type { Dialog } from '@base-ui/react/dialog';
import type { Menu } from '@base-ui/react/menu';
import type { Tooltip } from '@base-ui/react/tooltip';
import { type OnDemand, onDemand } from '../on-demand.tsx';

/** What floats over a page, fetched when it is approached: no first page shows any of it. */
export const dialogParts: OnDemand<typeof Dialog> = onDemand(
  async () => (await import('@base-ui/react/dialog')).Dialog,
);
export const menuParts: OnDemand<typeof Menu> = onDemand(async () => (await import('@base-ui/react/menu')).Menu);
export const tooltipParts: OnDemand<typeof Tooltip> = onDemand(
  async () => (await import('@base-ui/react/tooltip')).Tooltip,
);
export const noticeList = onDemand(() => import('./notice-list.tsx'));

/** Once somebody is there, all of it is fetched: a menu then opens at once, and a failure is told even without a connection. */
export function fetchOverlays(): void {
  dialogParts.fetch();
  menuParts.fetch();
  tooltipParts.fetch();
  noticeList.fetch();
}

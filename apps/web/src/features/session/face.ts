import { msg } from '@lingui/core/macro';
import { createRoute, lazyRouteComponent, linkOptions } from '@tanstack/react-router';
import type { SettingsTab } from '../../face.ts';
import { settingsRoute } from '../../parent-routes.ts';

const settingsRoutes = [
  createRoute({
    getParentRoute: () => settingsRoute,
    path: '/account',
    component: lazyRouteComponent(() => import('../../pages/settings/account-settings.tsx'), 'AccountSettings'),
  }),
];

const settingsTabs: readonly SettingsTab[] = [
  {
    label: msg`Account`,
    position: 90,
    link: ({ workspaceId }) => linkOptions({ to: '/w/$workspaceId/settings/account', params: { workspaceId } }),
  },
];

export const sessionFace = { settingsRoutes, settingsTabs };

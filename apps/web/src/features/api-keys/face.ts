import { msg } from '@lingui/core/macro';
import { createRoute, lazyRouteComponent, linkOptions } from '@tanstack/react-router';
import type { SettingsTab } from '../../face.ts';
import { settingsRoute } from '../../parent-routes.ts';

const settingsRoutes = [
  createRoute({
    getParentRoute: () => settingsRoute,
    path: '/keys',
    component: lazyRouteComponent(() => import('../../pages/settings/key-settings.tsx'), 'KeySettings'),
  }),
];

const settingsTabs: readonly SettingsTab[] = [
  {
    label: msg`API keys`,
    position: 30,
    link: ({ workspaceId }) => linkOptions({ to: '/w/$workspaceId/settings/keys', params: { workspaceId } }),
  },
];

export const apiKeysFace = { settingsRoutes, settingsTabs };

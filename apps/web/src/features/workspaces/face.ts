import { msg } from '@lingui/core/macro';
import { createRoute, lazyRouteComponent, linkOptions } from '@tanstack/react-router';
import type { SettingsTab } from '../../face.ts';
import { settingsRoute } from '../../parent-routes.ts';

const settingsRoutes = [
  createRoute({
    getParentRoute: () => settingsRoute,
    path: '/workspace',
    component: lazyRouteComponent(() => import('../../pages/settings/workspace-settings.tsx'), 'WorkspaceSettings'),
  }),
  createRoute({
    getParentRoute: () => settingsRoute,
    path: '/members',
    component: lazyRouteComponent(() => import('../../pages/settings/member-settings.tsx'), 'MemberSettings'),
  }),
];

const settingsTabs: readonly SettingsTab[] = [
  {
    label: msg`Workspace`,
    position: 10,
    link: ({ workspaceId }) => linkOptions({ to: '/w/$workspaceId/settings/workspace', params: { workspaceId } }),
  },
  {
    label: msg`Members`,
    position: 20,
    link: ({ workspaceId }) => linkOptions({ to: '/w/$workspaceId/settings/members', params: { workspaceId } }),
  },
];

export const workspacesFace = { settingsRoutes, settingsTabs };

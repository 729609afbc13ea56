import { msg } from '@lingui/core/macro';
import { createRoute, lazyRouteComponent, linkOptions } from '@tanstack/react-router';
import { addressParams, oneOf, uuid } from '../../address-params.ts';
import type { SettingsTab } from '../../face.ts';
import { settingsRoute } from '../../parent-routes.ts';

const settingsRoutes = [
  createRoute({
    getParentRoute: () => settingsRoute,
    path: '/model',
    /** The endpoint whose form is open; `new`: that of one to come. */
    validateSearch: addressParams({ edit: (raw) => oneOf(['new'])(raw) ?? uuid(raw) }),
    component: lazyRouteComponent(() => import('../../pages/settings/model-settings.tsx'), 'ModelSettings'),
  }),
];

const settingsTabs: readonly SettingsTab[] = [
  {
    label: msg`Models`,
    position: 40,
    link: ({ workspaceId }) => linkOptions({ to: '/w/$workspaceId/settings/model', params: { workspaceId } }),
  },
];

export const modelsFace = { settingsRoutes, settingsTabs };

import { msg, t } from '@lingui/core/macro';
import { createRoute, lazyRouteComponent, linkOptions } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import type { NavItem, Typed } from '../../face.ts';
import { workspaceRoute } from '../../parent-routes.ts';
import { keysOf } from '../shortcuts/shortcuts.ts';
import { searchParams } from './search-params.ts';

const searchRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/search',
  validateSearch: searchParams,
  component: lazyRouteComponent(() => import('../../pages/search-page.tsx'), 'SearchPage'),
});

const nav: readonly NavItem[] = [
  {
    label: msg`Search`,
    position: 20,
    icon: Search,
    keys: keysOf('goSearch'),
    link: ({ workspaceId }) => linkOptions({ to: '/w/$workspaceId/search', params: { workspaceId } }),
  },
];

const typed: Typed = {
  heading: msg`Search`,
  icon: Search,
  label: (query) => t`Search the sources for “${query}”`,
  link: ({ workspaceId, query }) =>
    linkOptions({ to: '/w/$workspaceId/search', params: { workspaceId }, search: { q: query } }),
};

export const searchFace = { routes: [searchRoute], ...{ nav, typed } };

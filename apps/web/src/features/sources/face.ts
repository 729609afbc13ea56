import { msg } from '@lingui/core/macro';
import { itemOutcomes, itemStatuses } from '@millrace/contract/crawl/crawl';
import { useQuery } from '@tanstack/react-query';
import { createRoute, lazyRouteComponent, linkOptions } from '@tanstack/react-router';
import { FileText, FileUp, LibraryBig } from 'lucide-react';
import { z } from 'zod';
import type { Command, Listed, NavItem } from '../../face.ts';
import { optional, workspaceRoute } from '../../parent-routes.ts';
import { trpc } from '../../trpc.ts';
import { paneIds } from '../records/pane-ids.ts';
import { keysOf } from '../shortcuts/shortcuts.ts';
import { sourceListSearch } from './list/list-filter.ts';
import { sourceEffects } from './live-effects.ts';
import { sourceLinks } from './subject-links.ts';

const sourcesRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/sources',
  validateSearch: sourceListSearch.extend({
    /** The dialog that is open, and the look at a website that it shows. */
    add: optional(z.enum(['text', 'website'])),
    look: optional(z.uuid()),
  }),
  component: lazyRouteComponent(() => import('../../pages/sources-page.tsx'), 'SourcesPage'),
});

const sourceRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/sources/$sourceId',
  validateSearch: z.object({
    page: optional(z.int().min(1)),
    record: optional(z.uuid()),
    start: optional(z.int().min(0)),
    end: optional(z.int().min(0)),
    /** The pane that is open where not all of them have room. */
    view: optional(z.enum(paneIds)),
    /** A page of a website; and of all pages those of which the last look found that. */
    item: optional(z.uuid()),
    found: optional(z.enum(itemOutcomes)),
    /** The record whose history is open, and the version that is compared. */
    history: optional(z.uuid()),
    compare: optional(z.int().min(1)),
    /** A question whose retrieval is tested. */
    test: optional(z.coerce.string().max(2_000)),
    /** The state or the kind of reason of the pages that are listed. */
    status: optional(z.enum(itemStatuses)),
    code: optional(z.string().max(100)),
  }),
  component: lazyRouteComponent(() => import('../../pages/source-page.tsx'), 'SourcePage'),
});

const nav: readonly NavItem[] = [
  {
    label: msg`Sources`,
    position: 10,
    icon: LibraryBig,
    keys: keysOf('goSources'),
    link: ({ workspaceId }) => linkOptions({ to: '/w/$workspaceId/sources', params: { workspaceId } }),
  },
];

const commands: readonly Command[] = [
  {
    label: msg`Add sources`,
    keywords: msg`files upload`,
    icon: FileUp,
    role: 'editor',
    link: ({ workspaceId }) => linkOptions({ to: '/w/$workspaceId/sources', params: { workspaceId } }),
  },
];

const listed: Listed = {
  heading: msg`Sources`,
  icon: FileText,
  useItems: (at) => useQuery(trpc.sources.list.queryOptions(at)).data?.items ?? [],
  link: ({ workspaceId, id }) =>
    linkOptions({ to: '/w/$workspaceId/sources/$sourceId', params: { workspaceId, sourceId: id } }),
};

export const sourcesFace = {
  routes: [sourcesRoute, sourceRoute],
  ...{ nav, commands, listed, effects: sourceEffects, subjectLinks: sourceLinks },
};

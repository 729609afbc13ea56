import { msg } from '@lingui/core/macro';
import { itemOutcomes, itemStatuses } from '@millrace/contract/crawl/item-states';
import { useQuery } from '@tanstack/react-query';
import { createRoute, lazyRouteComponent, linkOptions } from '@tanstack/react-router';
import { FileText, FileUp, LibraryBig } from 'lucide-react';
import { addressParams, oneOf, textTo, uuid, wholeFrom } from '../../address-params.ts';
import type { Command, Listed, NavItem } from '../../face.ts';
import { workspaceRoute } from '../../parent-routes.ts';
import { trpc } from '../../trpc.ts';
import { paneIds } from '../records/pane-ids.ts';
import { keysOf } from '../shortcuts/shortcuts.ts';
import { listFilterParams } from './list/list-filter.ts';

const sourcesRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/sources',
  validateSearch: addressParams({
    ...listFilterParams,
    /** The dialog that is open, and the look at a website that it shows. */
    add: oneOf(['text', 'website']),
    look: uuid,
  }),
  component: lazyRouteComponent(() => import('../../pages/sources-page.tsx'), 'SourcesPage'),
});

const sourceRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/sources/$sourceId',
  validateSearch: addressParams({
    page: wholeFrom(1),
    record: uuid,
    start: wholeFrom(0),
    end: wholeFrom(0),
    /** The pane that is open where not all of them have room. */
    view: oneOf(paneIds),
    /** A page of a website; and of all pages those of which the last look found that. */
    item: uuid,
    found: oneOf(itemOutcomes),
    /** The record whose history is open, and the version that is compared. */
    history: uuid,
    compare: wholeFrom(1),
    /** A question whose retrieval is tested. */
    test: textTo(2_000),
    /** The state or the kind of reason of the pages that are listed. */
    status: oneOf(itemStatuses),
    code: textTo(100),
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
  ...{ nav, commands, listed },
};

import { itemOutcomes, itemStatuses } from '@millrace/contract/crawl/crawl';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  redirect,
} from '@tanstack/react-router';
import { z } from 'zod';
import { PageError } from './features/errors/error-boundary.tsx';
import { paneIds } from './features/records/pane-ids.ts';
import { searchParams } from './features/search/search-params.ts';
import { homeWorkspace, loadSession, rememberWorkspace } from './features/session/use-session.ts';
import { sourceListSearch } from './features/sources/list/list-filter.ts';
import { NotFoundPage } from './pages/not-found-page.tsx';
import { PendingPage } from './pages/pending-page.tsx';
import { RootLayout } from './pages/root-layout.tsx';
import { queryClient, trpc } from './trpc.ts';

/** A wrong value in an address is as good as none. */
const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);

const root = createRootRoute({ component: RootLayout, notFoundComponent: NotFoundPage, errorComponent: PageError });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async () => {
    const { user, workspaces, registration } = await loadSession();
    if (user === null) throw redirect({ to: registration === 'first' ? '/welcome' : '/sign-in' });
    const workspace = homeWorkspace(workspaces);
    if (workspace === undefined) throw redirect({ to: '/welcome' });
    throw redirect({ to: '/w/$workspaceId/chat/{-$conversationId}', params: { workspaceId: workspace.id } });
  },
});

const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  validateSearch: z.object({ step: optional(z.enum(['model', 'sources'])), workspaceId: optional(z.uuid()) }),
  beforeLoad: loadSession,
  component: lazyRouteComponent(() => import('./pages/welcome/welcome-page.tsx'), 'WelcomePage'),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: z.object({ next: optional(z.string().startsWith('/').max(500)) }),
  beforeLoad: loadSession,
  component: lazyRouteComponent(() => import('./pages/sign-in-page.tsx'), 'SignInPage'),
});

const join = createRoute({
  getParentRoute: () => root,
  path: '/join',
  // what the page was opened with: on the way out of it the address has lost the token already
  beforeLoad: async ({ location }) => {
    await loadSession();
    return { token: location.hash };
  },
  component: lazyRouteComponent(() => import('./pages/join-page.tsx'), 'JoinPage'),
});

/** Links of former versions name the token in the path. */
const joinByPath = createRoute({
  getParentRoute: () => root,
  path: '/join/$token',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/join', hash: params.token, replace: true });
  },
});

const workspace = createRoute({
  getParentRoute: () => root,
  path: '/w/$workspaceId',
  beforeLoad: async ({ params, location }) => {
    const { user, workspaces, registration } = await loadSession();
    if (user === null) {
      if (registration === 'first') throw redirect({ to: '/welcome' });
      throw redirect({ to: '/sign-in', search: { next: location.href } });
    }
    const found = workspaces.find(({ id }) => id === params.workspaceId);
    if (found === undefined) throw notFound();
    rememberWorkspace(found.id);
  },
  component: lazyRouteComponent(() => import('./pages/shell/workspace-layout.tsx'), 'WorkspaceLayout'),
});

const workspaceHome = createRoute({
  getParentRoute: () => workspace,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/w/$workspaceId/chat/{-$conversationId}', params });
  },
});

const chat = createRoute({
  getParentRoute: () => workspace,
  path: '/chat/{-$conversationId}',
  /** The citation whose passage is open beside the talk, and the message at which it opens. */
  validateSearch: z.object({ cite: optional(z.string().regex(/^[\w-]+\.\d+$/)), message: optional(z.uuid()) }),
  // asked for while the page's code is on its way; the page itself shows what goes wrong
  loader: ({ params: { conversationId } }) => {
    if (conversationId) void queryClient.prefetchQuery(trpc.chat.messages.queryOptions({ conversationId }));
  },
  component: lazyRouteComponent(() => import('./pages/chat-page.tsx'), 'ChatPage'),
});

const sources = createRoute({
  getParentRoute: () => workspace,
  path: '/sources',
  validateSearch: sourceListSearch.extend({
    /** The dialog that is open, and the look at a website that it shows. */
    add: optional(z.enum(['text', 'website'])),
    look: optional(z.uuid()),
  }),
  component: lazyRouteComponent(() => import('./pages/sources-page.tsx'), 'SourcesPage'),
});

const source = createRoute({
  getParentRoute: () => workspace,
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
  component: lazyRouteComponent(() => import('./pages/source-page.tsx'), 'SourcePage'),
});

const search = createRoute({
  getParentRoute: () => workspace,
  path: '/search',
  validateSearch: searchParams,
  component: lazyRouteComponent(() => import('./pages/search-page.tsx'), 'SearchPage'),
});

const settings = createRoute({
  getParentRoute: () => workspace,
  path: '/settings',
  component: lazyRouteComponent(() => import('./pages/settings/settings-layout.tsx'), 'SettingsLayout'),
});

const settingsHome = createRoute({
  getParentRoute: () => settings,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/w/$workspaceId/settings/workspace', params });
  },
});

const settingsPages = [
  createRoute({
    getParentRoute: () => settings,
    path: '/workspace',
    component: lazyRouteComponent(() => import('./pages/settings/workspace-settings.tsx'), 'WorkspaceSettings'),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/members',
    component: lazyRouteComponent(() => import('./pages/settings/member-settings.tsx'), 'MemberSettings'),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/keys',
    component: lazyRouteComponent(() => import('./pages/settings/key-settings.tsx'), 'KeySettings'),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/model',
    /** The endpoint whose form is open; `new`: that of one to come. */
    validateSearch: z.object({ edit: optional(z.union([z.literal('new'), z.uuid()])) }),
    component: lazyRouteComponent(() => import('./pages/settings/model-settings.tsx'), 'ModelSettings'),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/account',
    component: lazyRouteComponent(() => import('./pages/settings/account-settings.tsx'), 'AccountSettings'),
  }),
] as const;

const workspacePages = [
  workspaceHome,
  chat,
  sources,
  source,
  search,
  settings.addChildren([settingsHome, ...settingsPages]),
];

export const router = createRouter({
  routeTree: root.addChildren([home, welcome, signIn, join, joinByPath, workspace.addChildren(workspacePages)]),
  defaultPreload: 'intent',
  defaultPendingComponent: PendingPage,
  defaultPendingMs: 200,
  defaultPendingMinMs: 300,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

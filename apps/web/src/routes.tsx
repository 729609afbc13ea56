import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { addressParams, matching, oneOf, uuid } from './address-params.ts';
import { allFaces } from './all-faces.ts';
import type * as faces from './faces.ts';
import { homeWorkspace, loadSession } from './features/session/use-session.ts';
import { PendingPage } from './pages/pending-page.tsx';
import { SignInPage } from './pages/sign-in-page.tsx';
import { root, settingsRoute, workspaceRoute } from './parent-routes.ts';

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
  validateSearch: addressParams({ step: oneOf(['model', 'sources']), workspaceId: uuid }),
  beforeLoad: loadSession,
  component: lazyRouteComponent(() => import('./pages/welcome/welcome-page.tsx'), 'WelcomePage'),
});

/** `next` is a path of this site: with two slashes it would be another one. */
const signInSearch = addressParams({ next: matching(/^\/(?![/\\]).{0,499}$/) });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: signInSearch,
  beforeLoad: async ({ location }) => {
    const { next = '/' } = signInSearch(location.search);
    const { user } = await loadSession();
    if (user !== null) throw redirect({ href: next.startsWith('/sign-in') ? '/' : next, replace: true });
  },
  // no file of its own: it is small, and for many the first page
  component: SignInPage,
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

const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  beforeLoad: async ({ location }) => {
    await loadSession();
    return { token: location.hash };
  },
  component: lazyRouteComponent(() => import('./pages/reset-page.tsx'), 'ResetPage'),
});

const confirmEmail = createRoute({
  getParentRoute: () => root,
  path: '/confirm-email',
  beforeLoad: async ({ location }) => {
    await loadSession();
    return { token: location.hash };
  },
  component: lazyRouteComponent(() => import('./pages/confirm-email-page.tsx'), 'ConfirmEmailPage'),
});

/** Links of former versions name the token in the path. */
const joinByPath = createRoute({
  getParentRoute: () => root,
  path: '/join/$token',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/join', hash: params.token, replace: true });
  },
});

const workspaceHome = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/w/$workspaceId/chat/{-$conversationId}', params });
  },
});

const settingsHome = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/w/$workspaceId/settings/workspace', params });
  },
});

workspaceRoute.update({
  component: lazyRouteComponent(() => import('./pages/shell/workspace-layout.tsx'), 'WorkspaceLayout'),
});
settingsRoute.update({
  component: lazyRouteComponent(() => import('./pages/settings/settings-layout.tsx'), 'SettingsLayout'),
});

type Every = (typeof faces)[keyof typeof faces];
/** Links are checked against the union of all faces' routes. */
type PageRoute = Extract<Every, { routes: unknown }>['routes'][number];
type SettingsRoute = Extract<Every, { settingsRoutes: unknown }>['settingsRoutes'][number];

const pageRoutes = allFaces.flatMap((face) => face.routes ?? []) as unknown as PageRoute[];
const settingsRoutes = allFaces.flatMap((face) => face.settingsRoutes ?? []) as unknown as SettingsRoute[];

const workspacePages = [workspaceHome, ...pageRoutes, settingsRoute.addChildren([settingsHome, ...settingsRoutes])];

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    welcome,
    signIn,
    join,
    joinByPath,
    reset,
    confirmEmail,
    workspaceRoute.addChildren(workspacePages),
  ]),
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

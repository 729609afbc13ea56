import { createRootRoute, createRoute, notFound, redirect } from '@tanstack/react-router';
import { PageError } from './features/errors/error-boundary.tsx';
import { loadSession, rememberWorkspace } from './features/session/use-session.ts';
import { NotFoundPage } from './pages/not-found-page.tsx';
import { RootLayout } from './pages/root-layout.tsx';

export const root = createRootRoute({
  component: RootLayout,
  notFoundComponent: NotFoundPage,
  errorComponent: PageError,
});

/** The parent of every page of a workspace. Its layout reads the faces, which import this file, so `routes.tsx` adds it. */
export const workspaceRoute = createRoute({
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
});

/** The parent of every settings page; its layout too is added by `routes.tsx`. */
export const settingsRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/settings',
});

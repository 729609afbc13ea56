import type { ServerFace } from '../face.ts';
import { sessionRouter } from '../session/session.router.ts';
import { mergeRouters } from '../trpc.ts';
import { accountRouter } from './account.router.ts';
import { purgeDeletedWorkspaces } from './purge-deleted-workspaces.ts';
import { workspacesRouter } from './workspaces.router.ts';

export const workspacesServer = {
  // clients see one `session`; what knows of workspaces adds its procedures to those of the session
  router: { workspaces: workspacesRouter, session: mergeRouters(sessionRouter, accountRouter) },
  endings: [],
  housekeeping: [{ when: 'regularly', work: purgeDeletedWorkspaces }],
} satisfies ServerFace;

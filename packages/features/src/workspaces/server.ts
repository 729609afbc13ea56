import type { ServerFace } from '../face.ts';
import { purgeDeletedWorkspaces } from './purge-deleted-workspaces.ts';
import { workspacesRouter } from './workspaces.router.ts';

export const workspacesServer = {
  router: { workspaces: workspacesRouter },
  endings: [],
  housekeeping: [{ when: 'regularly', work: purgeDeletedWorkspaces }],
} satisfies ServerFace;

import {
  changeMemberInput,
  createWorkspaceInput,
  instructionsInput,
  invitationInput,
  inviteMemberInput,
  removeMemberInput,
  renameWorkspaceInput,
  resetLinkInput,
  revokeInvitationInput,
  transferWorkspaceInput,
  workspaceInput,
} from '@millrace/contract/workspaces/workspaces';
import { requireConfirmed } from '../session/confirm-session.ts';
import { workspacesOf } from '../session/session.queries.ts';
import { inWorkspace, publicProcedure, router, userProcedure } from '../trpc.ts';
import { changeMember, removeMember } from './change-member.ts';
import { createWorkspace } from './create-workspace.ts';
import { deletedWorkspacesOf, deleteWorkspace, restoreWorkspace } from './delete-workspace.ts';
import { acceptInvitation, invitationOver, inviteMember } from './invite-member.ts';
import { makeMemberResetLink } from './reset-member.ts';
import { transferWorkspace } from './transfer.ts';
import { findInstructions, findInvitation, getWorkspace, invitationsOf, membersOf } from './workspaces.queries.ts';

export const workspacesRouter = router({
  list: userProcedure.query(({ ctx }) => workspacesOf(ctx.services.db, ctx.user)),

  create: userProcedure
    .input(createWorkspaceInput)
    .mutation(({ ctx: { services, user }, input }) =>
      createWorkspace(services.db, { ...input, userId: user.userId, now: services.clock() }),
    ),

  rename: inWorkspace('owner')
    .input(renameWorkspaceInput)
    .mutation(async ({ ctx, input: { workspaceId, ...change } }) => {
      const { db } = ctx.services;
      await db.updateTable('workspaces').set(change).where('id', '=', workspaceId).execute();
      return getWorkspace(db, workspaceId, 'owner');
    }),

  /** It is not found any more by anybody, as are all things in it; `restore` brings it back for 30 days. */
  delete: inWorkspace('owner', 'confirmed').mutation(({ ctx: { services, workspaceId } }) =>
    deleteWorkspace(services, workspaceId),
  ),

  /** The deleted ones that the caller may restore. */
  deleted: userProcedure.query(({ ctx }) => deletedWorkspacesOf(ctx.services.db, ctx.user.userId)),

  restore: userProcedure
    .input(workspaceInput)
    .mutation(({ ctx: { services, user }, input }) =>
      restoreWorkspace(services.db, { workspaceId: input.workspaceId, userId: user.userId }),
    ),

  /** What the workspace wants of every answer. */
  instructions: inWorkspace('viewer').query(async ({ ctx }) => ({
    instructions: (await findInstructions(ctx.services.db, ctx.workspaceId)) ?? '',
  })),

  setInstructions: inWorkspace('owner', 'person')
    .input(instructionsInput)
    .mutation(async ({ ctx, input: { workspaceId, instructions } }) => {
      await ctx.services.db
        .updateTable('workspaces')
        .set({ instructions: instructions || null })
        .where('id', '=', workspaceId)
        .execute();
      return { instructions };
    }),

  members: inWorkspace('viewer').query(({ ctx }) => membersOf(ctx.services.db, ctx.workspaceId)),

  /** The answer holds the token of the link, once. It is mailed where mail is set up; otherwise the owner passes it on. */
  invite: inWorkspace('owner', 'confirmed')
    .input(inviteMemberInput)
    .mutation(({ ctx: { services, caller }, input }) =>
      inviteMember(services, { ...input, by: caller, now: services.clock() }),
    ),

  invitations: inWorkspace('owner').query(({ ctx: { services, workspaceId } }) =>
    invitationsOf(services.db, workspaceId, services.clock()),
  ),

  revokeInvitation: inWorkspace('owner', 'person')
    .input(revokeInvitationInput)
    .mutation(async ({ ctx, input }) => {
      const revoked = await ctx.services.db
        .deleteFrom('invitations')
        .where('workspaceId', '=', ctx.workspaceId)
        .where('id', '=', input.invitationId)
        .where('acceptedAt', 'is', null)
        .executeTakeFirst();
      if (revoked.numDeletedRows === 0n) throw invitationOver();
      return { revoked: true };
    }),

  /** For whoever holds the token, signed in or not. */
  invitation: publicProcedure.input(invitationInput).query(async ({ ctx: { services }, input }) => {
    const invitation = await findInvitation(services.db, input.token, services.clock());
    if (invitation === undefined) throw invitationOver();
    return invitation;
  }),

  acceptInvitation: userProcedure
    .input(invitationInput)
    .mutation(({ ctx: { services, user }, input }) =>
      acceptInvitation(services.db, { token: input.token, user, now: services.clock() }),
    ),

  /** For a member who cannot sign in. The answer's `url` is shown this once; whoever has it can enter as that person. */
  resetLink: inWorkspace('owner', 'confirmed')
    .input(resetLinkInput)
    .mutation(({ ctx, input }) => {
      const origin = ctx.services.settings.publicUrl ?? ctx.header('origin') ?? '';
      return makeMemberResetLink(ctx.services, { ...input, by: ctx.caller, origin });
    }),

  /** The other member owns it, the caller stays as an editor. */
  transfer: inWorkspace('owner', 'confirmed')
    .input(transferWorkspaceInput)
    .mutation(async ({ ctx: { services, caller }, input }) => {
      await transferWorkspace(services.db, { ...input, by: caller.userId, now: services.clock() });
      return { transferred: true };
    }),

  changeMember: inWorkspace('owner', 'confirmed')
    .input(changeMemberInput)
    .mutation(async ({ ctx: { services, caller }, input }) => {
      await changeMember(services.db, { ...input, by: caller.userId, now: services.clock() });
      return { changed: true };
    }),

  /** An owner removes anybody, once confirmed; anybody removes themselves, which is to leave. */
  removeMember: inWorkspace('viewer', 'person')
    .input(removeMemberInput)
    .mutation(async ({ ctx: { services, caller }, input }) => {
      if (input.userId !== caller.userId) await requireConfirmed(services, caller);
      await removeMember(services.db, { ...input, by: caller.userId, now: services.clock() });
      return { removed: true };
    }),
});

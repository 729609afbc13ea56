import { transferInstanceInput } from '@millrace/contract/session/session';
import { requireConfirmed } from '../session/confirm-session.ts';
import { adminProcedure, router, userProcedure } from '../trpc.ts';
import { deactivateAccount, deleteAccount, describeAccountEnd } from './end-account.ts';
import { transferInstance } from './transfer.ts';

const confirmed = userProcedure.use(async ({ ctx, next }) => {
  await requireConfirmed(ctx.services, ctx.user);
  return next();
});

/** The end of an account, which knows of workspaces; a part of the router `session`. */
export const accountRouter = router({
  /** What deactivating or deleting the account does, to be read before. */
  ending: userProcedure.query(({ ctx }) => describeAccountEnd(ctx.services.db, ctx.user)),

  deactivate: confirmed.mutation(async ({ ctx }) => {
    ctx.requireCookies();
    await deactivateAccount(ctx.services, ctx.user);
    ctx.setSession(null);
    return { deactivated: true };
  }),

  delete: confirmed.mutation(async ({ ctx }) => {
    ctx.requireCookies();
    await deleteAccount(ctx.services, ctx.user);
    ctx.setSession(null);
    return { deleted: true };
  }),

  transferInstance: adminProcedure.input(transferInstanceInput).mutation(async ({ ctx, input }) => {
    await requireConfirmed(ctx.services, ctx.user);
    await transferInstance(ctx.services.db, { email: input.email, by: ctx.user });
    return { transferred: true };
  }),
});

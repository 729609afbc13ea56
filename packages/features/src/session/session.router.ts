import { AppError } from '@millrace/contract/app-error';
import { languageInput } from '@millrace/contract/session/language';
import {
  changeEmailInput,
  changeNameInput,
  changePasswordInput,
  confirmEmailInput,
  confirmSessionInput,
  type ResetView,
  requestResetInput,
  resetInput,
  resetPasswordInput,
  revokeSessionInput,
  signInInput,
  signUpInput,
  type UserView,
} from '@millrace/contract/session/session';
import { type Context, publicProcedure, router, userProcedure } from '../trpc.ts';
import { changePassword } from './change-account.ts';
import { changeEmail, confirmEmail } from './change-email.ts';
import { markConfirmed, requirePassword } from './confirm-session.ts';
import { knownDevice, markDevice } from './known-device.ts';
import { findReset, requestReset, resetPassword } from './reset-password.ts';
import { getUser, sessionsOf, userOf, workspacesOf } from './session.queries.ts';
import { dropExpiredSessions, endOtherSessions, endSession, startSession } from './session-tokens.ts';
import { signIn } from './sign-in.ts';
import { findRegistration, signUp } from './sign-up.ts';
import { addressThrottle, returnHit, takeHits } from './throttle.ts';

/** What ends in a cookie is refused before it is done where none can be set. */
const withCookies = publicProcedure.use(({ ctx, next }) => {
  ctx.requireCookies();
  return next();
});

export const sessionRouter = router({
  /** Who asks and what is theirs; for anybody, so that a page can start from it. */
  me: publicProcedure.query(async ({ ctx: { services, caller } }) => ({
    user: userOf(caller),
    workspaces: caller === null ? [] : await workspacesOf(services.db, caller),
    registration: await findRegistration(services),
    /** Whether letters are sent, e.g. to those who forgot their password. */
    mail: services.mail !== undefined,
  })),

  signUp: withCookies.input(signUpInput).mutation(async ({ ctx, input }) => {
    const userId = await signUp(ctx.services, input, ctx.address);
    return { user: await enter(ctx, userId) };
  }),

  signIn: withCookies.input(signInInput).mutation(async ({ ctx, input }) => {
    const userId = await signIn(ctx.services, input, ctx);
    return { user: await enter(ctx, userId) };
  }),

  /** Also for nobody: whoever signs out is out afterwards. */
  signOut: withCookies.mutation(async ({ ctx }) => {
    if (ctx.caller?.kind === 'user') await endSession(ctx.services.db, ctx.caller);
    ctx.setSession(null);
    return { signedOut: true };
  }),

  /** In which language and time zone pages speak to the caller from now on, in every browser. */
  changeLanguage: userProcedure.input(languageInput).mutation(async ({ ctx: { services, user }, input }) => {
    await services.db.updateTable('users').set(input).where('id', '=', user.userId).execute();
    return getUser(services.db, user.userId);
  }),

  changeName: userProcedure.input(changeNameInput).mutation(async ({ ctx: { services, user }, input }) => {
    await services.db.updateTable('users').set(input).where('id', '=', user.userId).execute();
    return getUser(services.db, user.userId);
  }),

  /** All other sessions of the account end. */
  changePassword: userProcedure.input(changePasswordInput).mutation(async ({ ctx: { services, user }, input }) => ({
    ended: await changePassword(services, user, input),
  })),

  changeEmail: userProcedure
    .input(changeEmailInput)
    .mutation(({ ctx: { services, user }, input }) => changeEmail(services, user, input)),

  /** For whoever holds the token that was sent to the new address, signed in or not. */
  confirmEmail: publicProcedure
    .input(confirmEmailInput)
    .mutation(({ ctx: { services }, input }) => confirmEmail(services, input.token)),

  /** Sends a reset link to an account of that address, if there is one: the answer is the same. */
  requestReset: publicProcedure.input(requestResetInput).mutation(async ({ ctx, input }) => {
    await requestReset(ctx.services, input.email, ctx.address);
    return { requested: true };
  }),

  /** For whoever holds the token of a link, signed in or not. */
  reset: publicProcedure.input(resetInput).query(async ({ ctx: { services }, input }): Promise<ResetView> => {
    const { name, email } = await findReset(services.db, input.token, services.clock());
    return { name, email };
  }),

  /** Uses the link and signs the person in. */
  resetPassword: withCookies.input(resetPasswordInput).mutation(async ({ ctx, input }) => {
    await takeHits(ctx.services.db, [addressThrottle(ctx.address)], ctx.services.clock());
    const userId = await resetPassword(ctx.services, input);
    await returnHit(ctx.services.db, addressThrottle(ctx.address));
    return { user: await enter(ctx, userId) };
  }),

  /** For ten minutes, what outlives a session may be made from it. */
  confirm: userProcedure.input(confirmSessionInput).mutation(async ({ ctx: { services, user }, input }) => {
    await requirePassword(services, user, input.password, 'password');
    await markConfirmed(services.db, user, services.clock());
    return { confirmed: true };
  }),

  /** Signs the person out everywhere but here. */
  revokeOthers: userProcedure.mutation(async ({ ctx: { services, user } }) => ({
    ended: await endOtherSessions(services.db, user),
  })),

  list: userProcedure.query(({ ctx: { services, user } }) =>
    sessionsOf(services.db, { ...user, now: services.clock() }),
  ),

  revoke: userProcedure.input(revokeSessionInput).mutation(async ({ ctx, input }) => {
    if (input.sessionId === ctx.user.sessionId) ctx.requireCookies();
    const ended = await endSession(ctx.services.db, { userId: ctx.user.userId, sessionId: input.sessionId });
    if (!ended) throw new AppError('not-found', 'session.not-found', 'This session has already ended.');
    if (input.sessionId === ctx.user.sessionId) ctx.setSession(null);
    return { revoked: true };
  }),
});

/** Starts a fresh session in this browser; the one it had before ends, so that a planted cookie gains nothing. */
async function enter(ctx: Context, userId: string): Promise<UserView> {
  const { db, clock, settings } = ctx.services;
  const now = clock();
  if (ctx.caller?.kind === 'user') await endSession(db, ctx.caller);
  await dropExpiredSessions(db, userId, now);
  const { token, cookieExpiresAt } = await startSession(db, {
    userId,
    userAgent: ctx.header('user-agent') ?? '',
    now,
  });
  ctx.setSession(token, cookieExpiresAt);
  // one that the browser has is kept: its count of wrong passwords goes on
  if (knownDevice(settings.secret, userId, ctx.deviceMark) === undefined) {
    ctx.setDeviceMark(markDevice(settings.secret, userId), cookieExpiresAt);
  }
  return getUser(db, userId);
}

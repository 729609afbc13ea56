import type { Open } from '@millrace/bus/iterate';
import type { LoggedEvent } from '@millrace/bus/logged-event';
import { AppError } from '@millrace/contract/app-error';
import type { Role } from '@millrace/contract/session/session';
import type { Database } from '@millrace/db/database';
import { asAppError } from '@millrace/db/database-away';
import { initTRPC } from '@trpc/server';
import { z } from 'zod';
import { audited } from './audit/audited.ts';
import { recordCall } from './audit/record-call.ts';
import { costOfCall } from './budgets/cost-of-call.ts';
import { openStream, type SocketLoad } from './budgets/hold-stream.ts';
import { spend, spendIn } from './budgets/spend.ts';
import type { Services } from './services.ts';
import { type Caller, type Person, requireRole } from './session/authenticate.ts';
import { requireConfirmed } from './session/confirm-session.ts';
import { requirePerson } from './session/require-person.ts';
import { asTrpcError, describeError } from './trpc-errors.ts';

/**
 * Of those who have the role: anyone, people alone (what outlives a key is not for keys), or people who typed their password within
 * the last ten minutes.
 */
export type Who = 'anyone' | 'person' | 'confirmed';
/** Who may call a procedure. Every procedure has one: the builders below set it, and a test reads it back for the whole router. */
export type Policy = 'public' | 'user' | 'admin' | { role: Role; who: Who };
export type Meta = { policy: Policy };

/** What a request carries, whatever the transport (HTTP, a test's local link). */
export type Context = {
  services: Services;
  caller: Caller | null;
  requestId: string;
  /** Where the request came from, for throttling and the list of sessions. */
  address: string;
  /** Aborts when whoever asks can hear no answer any more. */
  gone?: AbortSignal | undefined;
  /** Set where many calls travel over one connection. */
  socket?: SocketLoad;
  header(name: string): string | undefined;
  /** Throws where the transport cannot set cookies: asked before anything is done that would end in one. */
  requireCookies(): void;
  /** Sets the session cookie, or clears it with null. */
  setSession(token: string | null, expiresAt?: Date): void;
  /** The mark of a browser in which an account was signed in before, and how to leave one. */
  deviceMark: string | undefined;
  setDeviceMark(mark: string, expiresAt: Date): void;
  /** Set where the transport writes the bytes of a stream itself: it is given the stream, and nothing is pulled. */
  carry?: (open: Open<LoggedEvent>) => void;
  /** Called before a stream that is refused, where its status can still say so. */
  onRefused?: (error: AppError) => void;
};

/** How long a stream lasts, how often an idle one is kept alive, and when a client considers it dead. */
export const sseTimes = {
  maxDurationMs: 30 * 60_000,
  ping: { enabled: true, intervalMs: 15_000 },
  client: { reconnectAfterInactivityMs: 30_000 },
};

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    isDev: false,
    sse: sseTimes,
    errorFormatter: ({ shape, error, ctx }) => {
      const view = describeError(error);
      return { ...shape, message: view.message, data: { ...shape.data, ...view, requestId: ctx?.requestId ?? null } };
    },
  });

export const router = t.router;
export const { mergeRouters } = t;

/** AppErrors become tRPC errors of their kind; unexpected errors are logged once, here, and not shown to clients. */
const withErrors = t.middleware(async ({ next, ctx, path, signal }) => {
  const result = await next();
  if (result.ok) return result;
  const cause = asAppError(result.error.cause);
  if (cause instanceof AppError) {
    if (cause.cause !== undefined)
      ctx.services.log.warn({ err: cause.cause, path, requestId: ctx.requestId }, cause.message);
    throw asTrpcError(cause);
  }
  // what breaks off because its caller has left is no failure
  if (result.error.code === 'INTERNAL_SERVER_ERROR' && !signal?.aborted && !ctx.gone?.aborted) {
    ctx.services.log.error({ err: cause ?? result.error, path, requestId: ctx.requestId }, 'a procedure failed');
  }
  return result;
});

/** Calls of consequence go into the audit log, whatever became of them. One that cannot be recorded is reported, and holds. */
const withAudit = t.middleware(async ({ next, ctx, path, getRawInput }) => {
  const result = await next();
  const { services, caller, requestId } = ctx;
  const error = result.ok ? undefined : asAppError(result.error.cause);
  const known = error instanceof AppError ? error : undefined;
  if (!audited.has(path) || (!result.ok && known === undefined)) return result;
  const output = result.ok ? result.data : undefined;
  await getRawInput()
    .then((input) => recordCall(services, { path, caller, requestId, input, output, error: known }))
    .catch((err: unknown) => services.log.error({ err, path, requestId }, 'an audit event was not recorded'));
  return result;
});

/** Each call waits until its caller has room for it, also each call of a batch. What is refused here has had no effect. */
const withBudget = t.middleware(async ({ next, ctx, path, type, signal }) => {
  const asking = { ...ctx, gone: ctx.gone ?? signal };
  if (type !== 'subscription') return spend(asking, costOfCall(path), () => next());
  const result = await openStream(asking, () => spend(asking, 'requests', () => next())).catch((error: unknown) => {
    if (error instanceof AppError) ctx.onRefused?.(error);
    throw error;
  });
  const { cause } = result.ok ? {} : result.error;
  if (cause instanceof AppError) ctx.onRefused?.(cause);
  return result;
});

const procedure = t.procedure.use(withErrors).use(withBudget).use(withAudit);

/** For everyone. */
export const publicProcedure = procedure.meta({ policy: 'public' });

/** For people who are signed in. API keys are rejected: they belong to a workspace, not to a person. */
export const userProcedure = procedure.meta({ policy: 'user' }).use(({ ctx, next }) => {
  if (ctx.caller?.kind !== 'user') throw unauthenticated();
  return next({ ctx: { user: ctx.caller } });
});

/** For the owner of the instance. */
export const adminProcedure = procedure.meta({ policy: 'admin' }).use(({ ctx, next }) => {
  if (ctx.caller?.kind !== 'user') throw unauthenticated();
  if (!ctx.caller.isAdmin)
    throw new AppError('forbidden', 'session.admin-only', 'Only the owner of this instance can do that.');
  return next({ ctx: { user: ctx.caller } });
});

const unauthenticated = () => new AppError('unauthenticated', 'session.required', 'Sign in to continue.');

type CallerWho<W extends Who> = W extends 'anyone' ? Caller : Person;

/** Asked after the role, so that strangers find nothing whoever they are. */
async function requireWho<W extends Who>(services: Services, caller: Caller, who: W): Promise<CallerWho<W>> {
  if (who !== 'anyone') requirePerson(caller);
  if (who === 'confirmed') await requireConfirmed(services, requirePerson(caller));
  return caller as CallerWho<W>;
}

/** For callers who have at least this role in the workspace that the input names. Adds `workspaceId` to the context. */
export const inWorkspace = <W extends Who = 'anyone'>(role: Role, who: W = 'anyone' as W) =>
  procedure
    .meta({ policy: { role, who } })
    .input(z.object({ workspaceId: z.uuid() }))
    .use(async ({ ctx, input: { workspaceId }, next, path }) => {
      const has = await requireRole(ctx.services.db, ctx.caller, workspaceId, role);
      const caller = await requireWho(ctx.services, has, who);
      return spendIn(ctx, workspaceId, costOfCall(path), () => next({ ctx: { caller, workspaceId } }));
    });

/** As `inWorkspace`, or for the instance itself, which the input names by `workspaceId: null` and which only its owner can see. */
export const inScope = (role: Role) =>
  procedure
    .meta({ policy: { role, who: 'anyone' } })
    .input(z.object({ workspaceId: z.uuid().nullable() }))
    .use(async ({ ctx, input: { workspaceId }, next, path }) => {
      const caller = await requireRole(ctx.services.db, ctx.caller, workspaceId, role);
      return spendIn(ctx, workspaceId, costOfCall(path), () => next({ ctx: { caller, workspaceId } }));
    });

/**
 * For callers who have at least this role in the workspace of the thing that the input names by `key`. Unknown and foreign things, and
 * those that the caller does not see, are equally not found. Adds `workspaceId` to the context; it is null for things of the instance itself.
 */
export const byId = <Key extends string, WorkspaceId extends string | null = string, W extends Who = 'anyone'>(
  key: Key,
  role: Role,
  findWorkspaceId: (db: Database, id: string, caller: Caller) => Promise<WorkspaceId | undefined>,
  who: W = 'anyone' as W,
) =>
  procedure
    .meta({ policy: { role, who } })
    .input(z.object({ [key]: z.uuid() } as Record<Key, z.ZodUUID>))
    .use(async ({ ctx, input, next, path }) => {
      if (ctx.caller === null) throw unauthenticated();
      const id = (input as Record<Key, string>)[key];
      const workspaceId = await findWorkspaceId(ctx.services.db, id, ctx.caller);
      const has = await requireRole(ctx.services.db, ctx.caller, workspaceId, role);
      const caller = await requireWho(ctx.services, has, who);
      const found = workspaceId as WorkspaceId;
      return spendIn(ctx, found, costOfCall(path), () => next({ ctx: { caller, workspaceId: found } }));
    });

/** For binary bodies, whose workspace is named by the header `x-workspace-id`. */
export const inWorkspaceOfHeader = (role: Role) =>
  procedure.meta({ policy: { role, who: 'anyone' } }).use(async ({ ctx, next, path }) => {
    const workspaceId = z.uuid().safeParse(ctx.header('x-workspace-id'));
    if (ctx.caller === null) throw unauthenticated();
    if (!workspaceId.success) {
      throw new AppError('invalid', 'input', 'The header x-workspace-id must contain the id of a workspace.');
    }
    const caller = await requireRole(ctx.services.db, ctx.caller, workspaceId.data, role);
    const found = workspaceId.data;
    return spendIn(ctx, found, costOfCall(path), () => next({ ctx: { caller, workspaceId: found } }));
  });

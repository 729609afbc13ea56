/** The server's face: what answers requests. Nothing here executes jobs. */
export type { Open } from '@millrace/bus/iterate';
export type { LoggedEvent } from '@millrace/bus/port';
export { type AppRouter, appRouter } from './app-router.ts';
export { type Completion, createCompletion, type KeyCaller, requireKey } from './completions/create-completion.ts';
export { followCompletion } from './completions/follow-completion.ts';
export { listModels } from './completions/list-models.ts';
export { endings } from './endings.ts';
export { serveFile } from './files/serve-file.ts';
export { startReconciler } from './jobs/reconciler.ts';
export { roundsOf } from './jobs/rounds.ts';
export { type FullMode, openFullMode } from './open-full-mode.ts';
export { openLog } from './open-log.ts';
export { type OpenServices, openServices, type ServicesConfig } from './open-services.ts';
export type { Log, Services, Settings } from './services.ts';
export { authenticate, type Caller, credentialHolds } from './session/authenticate.ts';
export { reportDegraded } from './system/boot-checks.ts';
export type { Health, HealthView } from './system/health.ts';
export { asTrpcError, type Context, sseTimes } from './trpc.ts';

import type { Services } from '../services.ts';
import { type Caller, stillHolds } from '../session/authenticate.ts';
import { viewerIdOf } from '../session/seen-by.ts';
import type { WatchOptions } from './watch-feed.ts';

/** `workspaceId: null` is the instance itself. */
export type Scope = { services: Services; caller: Caller; workspaceId: string | null };

/** From where somebody watches, and what their watching rests on: it is asked for again every few seconds. */
export function watcher(
  { services, caller, workspaceId }: Scope,
  { lastEventId }: { lastEventId?: string | null },
): WatchOptions & { viewerId: string } {
  return {
    after: lastEventId ?? undefined,
    viewerId: viewerIdOf(caller),
    right: {
      key: `${caller.kind === 'key' ? caller.apiKeyId : caller.sessionId} ${workspaceId ?? 'instance'}`,
      holds: () => stillHolds(services, caller, workspaceId, 'viewer'),
    },
  };
}

import type { FeedEvent, FeedKind } from '@millrace/contract/feed/feed';
import type { RunView } from '@millrace/contract/jobs/job-event';
import type { Services } from '../services.ts';

/** One channel per workspace, and one for what belongs to the instance itself. */
export const feedChannel = (workspaceId: string | null): string => `feed:${workspaceId ?? 'instance'}`;

/** How each change of that kind begins, so that watchers of one kind need not parse the others. */
export const changeMark = (kind: FeedKind): string => `{"changed":{"kind":"${kind}"`;

/**
 * Lets the screens of a workspace, or of the instance's owner (null), read again what has changed. Never waits and never throws; call it
 * after the commit. Losing one is harmless as long as something else says the same: another change, or the gap that follows an outage.
 */
export function announceChange(
  services: Pick<Services, 'bus' | 'log'>,
  workspaceId: string | null,
  { kind, id }: { kind: FeedKind; id: string },
  run?: RunView,
): void {
  const event: FeedEvent = { changed: { kind, id }, run };
  services.bus.append(feedChannel(workspaceId), 0, JSON.stringify(event)).catch((err: unknown) => {
    services.log.debug({ err, kind, id }, 'a feed event was lost');
  });
}

import type { Open } from '@millrace/bus/iterate';
import { LoggedEvent } from '@millrace/bus/logged-event';
import type { FeedKind } from '@millrace/contract/feed/feed';
import type { Services } from '../services.ts';
import { changeMark, feedChannel, privateMark } from './announce-change.ts';
import { attend, type End } from './attend.ts';
import type { Right } from './rounds.ts';

/** `after`: the id of the last event that the watcher has. */
export type WatchOptions = { after?: string; right: Right };

type FeedOptions = WatchOptions & {
  /** The person or key that watches, who alone receives what is private to them. */
  viewerId: string;
  /** Only changes of this kind. */
  only?: FeedKind;
  /** What stands for events that were missed. */
  gap: unknown;
};

const anyChange = '{';

/** What changes in a workspace, or in the instance itself (null), from now on: JSON as it was announced. */
export function watchFeed(
  services: Services,
  workspaceId: string | null,
  { after, right, viewerId, only, gap }: FeedOptions,
): Open<LoggedEvent> {
  const own = privateMark(viewerId);
  const attendance = {
    channel: feedChannel(workspaceId),
    position: { after, live: true },
    right,
    wants(event: LoggedEvent) {
      const seen = event.begins(own) ? event.without(own) : event;
      // every other mark is somebody else's
      return seen.begins(only ? changeMark(only) : anyChange) ? seen : undefined;
    },
    read: async (): Promise<End> => ({ event: LoggedEvent.of('gap', JSON.stringify(gap)), ended: false }),
  };
  return (sink) => attend(services, attendance, sink);
}

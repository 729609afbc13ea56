import type { Open } from '@millrace/bus/iterate';
import { LoggedEvent } from '@millrace/bus/logged-event';
import type { FeedKind } from '@millrace/contract/feed/feed';
import type { Services } from '../services.ts';
import { changeMark, feedChannel } from './announce-change.ts';
import { attend, type End } from './attend.ts';
import type { Right } from './rounds.ts';

/** `after`: the id of the last event that the watcher has. */
export type WatchOptions = { after?: string; right: Right };

type FeedOptions = WatchOptions & {
  /** Only changes of this kind. */
  only?: FeedKind;
  /** What stands for events that were missed. */
  gap: unknown;
};

/** What changes in a workspace, or in the instance itself (null), from now on: JSON as it was announced. */
export function watchFeed(
  services: Services,
  workspaceId: string | null,
  { after, right, only, gap }: FeedOptions,
): Open<LoggedEvent> {
  const attendance = {
    channel: feedChannel(workspaceId),
    position: { after, live: true },
    right,
    wants: only && ((event: LoggedEvent) => event.begins(changeMark(only))),
    read: async (): Promise<End> => ({ event: LoggedEvent.of('gap', JSON.stringify(gap)), ended: false }),
  };
  return (sink) => attend(services, attendance, sink);
}

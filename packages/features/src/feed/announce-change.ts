import type { FeedEvent, FeedKind } from '@millrace/contract/feed/feed';
import type { RunView } from '@millrace/contract/jobs/job-event';
import type { Services } from '../services.ts';
import { audienceOf, everyone, nobody } from './audience.ts';

/** One channel per workspace, and one for what belongs to the instance itself. */
export const feedChannel = (workspaceId: string | null): string => `feed:${workspaceId ?? 'instance'}`;

/** How each change of that kind begins, so that watchers of one kind need not parse the others. */
export const changeMark = (kind: FeedKind): string => `{"changed":{"kind":"${kind}"`;

/** Stands before an event that is for one person or key alone. Watchers compare it and remove it; clients never see it. */
export const privateMark = (viewerId: string): string => `@${viewerId} `;

/**
 * Lets the screens of a workspace, or of the instance's owner (null), read again what has changed; of what is private, the screens of
 * who sees it. Never waits and never throws; call it after the commit. Losing one is harmless as long as something else says the same:
 * another change, or the gap that follows an outage.
 */
export function announceChange(
  services: Pick<Services, 'bus' | 'db' | 'log'>,
  workspaceId: string | null,
  { kind, id }: { kind: FeedKind; id: string },
  run?: RunView,
): void {
  const { bus, db, log } = services;
  const event: FeedEvent = { changed: { kind, id }, run };
  const say = async (audience: string) => {
    if (audience === nobody) return;
    const mark = audience === everyone ? '' : privateMark(audience);
    await bus.append(feedChannel(workspaceId), 0, `${mark}${JSON.stringify(event)}`);
  };
  const audience = audienceOf(db, run?.subject ?? { kind, id }, run !== undefined);
  const said = typeof audience === 'string' ? say(audience) : inOrder(id, audience, say);
  said.catch((err: unknown) => log.debug({ err, kind, id }, 'a feed event was lost'));
}

/**
 * Nobody reads again what a workspace's feed has said, such as the titles of what is deleted or private now: before the next event,
 * everyone who watches is told to read everything again. Never throws.
 */
export async function forgetFeed({ bus, log }: Pick<Services, 'bus' | 'log'>, workspaceId: string): Promise<void> {
  await bus.forget(feedChannel(workspaceId)).catch((err: unknown) => {
    log.warn({ err, workspaceId }, 'the events of a feed are kept until they expire');
  });
}

/** The last event about a thing whose audience was looked up: the next one is not said before it. */
const last = new Map<string, Promise<void>>();

function inOrder<T>(id: string, looking: Promise<T>, say: (found: T) => Promise<void>): Promise<void> {
  const before = last.get(id);
  const said = (async () => {
    const [found] = await Promise.all([looking, before?.catch(() => undefined)]);
    await say(found);
  })();
  last.set(id, said);
  return said.finally(() => {
    if (last.get(id) === said) last.delete(id);
  });
}

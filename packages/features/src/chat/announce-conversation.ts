import { feedChannel } from '../jobs/feed.ts';
import type { FeedEvent } from '../jobs/watch-run.ts';
import type { Services } from '../services.ts';

type Which = { workspaceId: string; conversationId: string };

/** Tells a workspace's screens to read a conversation again. Losing it is harmless: so does every run of the conversation. */
export function announceConversation(
  services: Pick<Services, 'bus' | 'log'>,
  { workspaceId, conversationId }: Which,
): void {
  const event: FeedEvent = { run: null, conversationId };
  services.bus.append(feedChannel(workspaceId), 0, JSON.stringify(event)).catch((err: unknown) => {
    services.log.debug({ err, conversationId }, 'a feed event was lost');
  });
}

import { conversationSubject } from '@millrace/contract/chat/chat';
import { announceChange } from '../feed/announce-change.ts';
import type { Services } from '../services.ts';

type Which = { workspaceId: string; conversationId: string };

/** Lets a workspace's screens read a conversation again. Losing it is harmless: every run of the conversation says the same. */
export function announceConversation(
  services: Pick<Services, 'bus' | 'db' | 'log'>,
  { workspaceId, conversationId }: Which,
): void {
  announceChange(services, workspaceId, { kind: conversationSubject, id: conversationId });
}

import type { ConversationView } from '@millrace/contract/chat/chat';
import { roleAtLeast } from '@millrace/contract/session/roles';
import { useSession } from '../../session/use-session.ts';

/** `change`: rename and delete it. `share`: choose who reads it. */
export type ChatRights = { change: boolean; share: boolean };

/** What the person may do with a chat that they see; the server decides the same. */
export function useChatRights(workspaceId: string): (conversation: ConversationView) => ChatRights {
  const { user, workspaces } = useSession();
  const role = workspaces.find(({ id }) => id === workspaceId)?.role ?? 'viewer';
  return ({ author }) => {
    const isAuthor = user !== null && author?.id === user.id;
    return {
      change: roleAtLeast(role, isAuthor ? 'analyst' : 'owner'),
      share: isAuthor && roleAtLeast(role, 'analyst'),
    };
  };
}

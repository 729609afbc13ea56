import type { ConversationView } from '@millrace/contract/chat/chat';
import { Link } from '@tanstack/react-router';
import type { ChatRights } from './chat-rights.ts';
import { ConversationMenu } from './conversation-menu.tsx';
import { SharedMark } from './shared-mark.tsx';

type Props = { conversation: ConversationView; workspaceId: string; rights: ChatRights; onOpen?: () => void };

export function ConversationRow({ conversation, workspaceId, rights, onOpen }: Props) {
  return (
    <li data-row="" className="group relative">
      <Link
        to="/w/$workspaceId/chat/{-$conversationId}"
        params={{ workspaceId, conversationId: conversation.id }}
        onClick={onOpen}
        data-row-target=""
        title={conversation.title}
        activeOptions={{ includeSearch: false }}
        activeProps={{ className: 'bg-hover font-medium', 'aria-current': 'page' }}
        dir="auto"
        className="flex items-center gap-1.5 rounded-md py-1.5 pe-9 ps-2.5 text-sm hover:bg-hover touch:py-2"
      >
        <span className="grow truncate">{conversation.title}</span>
        <SharedMark conversation={conversation} />
      </Link>
      <span className="absolute top-0.5 inset-e-1">
        <ConversationMenu conversation={conversation} mayChange={rights.change} />
      </span>
    </li>
  );
}

import type { ConversationView } from '@millrace/contract/chat/chat';
import { Link } from '@tanstack/react-router';
import { ConversationMenu } from './conversation-menu.tsx';

type Props = { conversation: ConversationView; workspaceId: string; mayAsk: boolean; onOpen?: () => void };

export function ConversationRow({ conversation, workspaceId, mayAsk, onOpen }: Props) {
  return (
    <li className="group relative">
      <Link
        to="/w/$workspaceId/chat/{-$conversationId}"
        params={{ workspaceId, conversationId: conversation.id }}
        onClick={onOpen}
        title={conversation.title}
        activeOptions={{ includeSearch: false }}
        activeProps={{ className: 'bg-hover font-medium', 'aria-current': 'page' }}
        dir="auto"
        className="block truncate rounded-md py-1.5 pe-9 ps-2.5 text-sm hover:bg-hover"
      >
        {conversation.title}
      </Link>
      <span className="absolute top-0.5 inset-e-1">
        <ConversationMenu conversation={conversation} mayAsk={mayAsk} />
      </span>
    </li>
  );
}

import { t } from '@lingui/core/macro';
import type { ConversationView } from '@millrace/contract/chat/chat';
import { Avatar } from '@millrace/ui/data/avatar';
import { Users } from 'lucide-react';
import { useSession } from '../../session/use-session.ts';

/** Marks a chat of the list that others read too: with its author's picture, where that is somebody else. */
export function SharedMark({ conversation: { visibility, author } }: { conversation: ConversationView }) {
  const { user } = useSession();
  if (visibility === 'private') return null;
  const isOwn = author !== null && author.id === user?.id;
  const text = author && !isOwn ? t`Shared by ${author.name}` : t`Shared`;
  return (
    <span className="flex shrink-0" title={text}>
      {author && !isOwn ? (
        <Avatar id={author.id} name={author.name} />
      ) : (
        <Users aria-hidden className="size-3.5 text-muted" />
      )}
      <span className="sr-only">{text}</span>
    </span>
  );
}

import { CopyButton } from '@millrace/ui/copy-button';
import { Link2 } from 'lucide-react';

/** The element of a message, by which a link to it finds it. */
export const messageElementId = (messageId: string): string => `message-${messageId}`;

/** This conversation's address with what it shall open at. */
export function linkTo(search: { message: string } | { cite: string }): string {
  const { origin, pathname } = window.location;
  return `${origin}${pathname}?${new URLSearchParams(search)}`;
}

export const CopyMessageLink = ({ messageId, className }: { messageId: string; className?: string }) => (
  <CopyButton label="Copy link" icon={Link2} className={className ?? ''} text={() => linkTo({ message: messageId })} />
);

import { t } from '@lingui/core/macro';
import { CopyButton } from '@millrace/ui/controls/copy-button';
import { Link2 } from 'lucide-react';

/** The id of a message's element, the target of links to it. */
export const messageElementId = (messageId: string): string => `message-${messageId}`;

/** The URL of this conversation, opened at a message or a citation. */
export function linkTo(search: { message: string } | { cite: string }): string {
  const { origin, pathname } = window.location;
  return `${origin}${pathname}?${new URLSearchParams(search)}`;
}

export const CopyMessageLink = ({ messageId, className }: { messageId: string; className?: string }) => (
  <CopyButton
    label={t`Copy link`}
    icon={Link2}
    className={className ?? ''}
    text={() => linkTo({ message: messageId })}
  />
);

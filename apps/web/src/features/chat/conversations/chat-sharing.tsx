import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ConversationView, ConversationVisibility } from '@millrace/contract/chat/chat';
import { buttonClass } from '@millrace/ui/controls/button';
import { Menu, MenuOptions } from '@millrace/ui/controls/menu';
import { Avatar } from '@millrace/ui/data/avatar';
import { notify } from '@millrace/ui/overlays/toast';
import { useMutation } from '@tanstack/react-query';
import { LockKeyhole, Users } from 'lucide-react';
import { trpc } from '../../../trpc.ts';
import { tellFailure } from '../../errors/tell-failure.ts';
import { useChatRights } from './chat-rights.ts';
import { refreshConversations } from './conversation-menu.tsx';

const icons = { private: LockKeyhole, workspace: Users };

type Props = { conversation: ConversationView; workspaceName: string };

/** Who can read a chat: its author chooses, the others see whose it is. Part of the header. */
export function ChatSharing({ conversation, workspaceName }: Props) {
  const { share } = useChatRights(conversation.workspaceId)(conversation);
  if (share) return <ShareMenu conversation={conversation} workspaceName={workspaceName} />;
  if (conversation.visibility === 'private') return null;
  const { author } = conversation;
  return (
    <p className="flex shrink-0 items-center gap-1.5 text-muted text-sm" data-no-print>
      {author ? <Avatar id={author.id} name={author.name} /> : <Users aria-hidden className="size-4" />}
      <span className="max-w-40 truncate max-sm:sr-only">
        {author ? (
          <Trans>
            Shared by <bdi>{author.name}</bdi>
          </Trans>
        ) : (
          <Trans>Shared</Trans>
        )}
      </span>
    </p>
  );
}

function ShareMenu({ conversation: { id: conversationId, visibility }, workspaceName }: Props) {
  const share = useMutation(
    trpc.conversations.share.mutationOptions({
      onSuccess: ({ visibility: now }) => {
        notify({
          title: now === 'private' ? t`Only you can read this chat now` : t`Shared with everyone in ${workspaceName}`,
        });
        return refreshConversations();
      },
      onError: tellFailure(t`Who can read this chat was not changed`),
    }),
  );
  const Icon = icons[visibility];
  const change = (next: ConversationVisibility) => {
    if (next !== visibility) share.mutate({ conversationId, visibility: next });
  };
  const label = visibility === 'private' ? t`Share` : t`Shared`;
  const trigger = (
    <button
      type="button"
      className={buttonClass({ variant: 'ghost', size: 'sm' }, 'shrink-0')}
      aria-busy={share.isPending || undefined}
      data-no-print
    >
      <Icon aria-hidden className="size-4" />
      <span className="max-sm:sr-only">{label}</span>
    </button>
  );
  return (
    <Menu trigger={trigger} label={t`Who can read this chat`}>
      <MenuOptions<ConversationVisibility>
        label={t`Who can read this chat`}
        value={visibility}
        onChange={change}
        closes
        options={[
          {
            value: 'private',
            label: t`Private: only you can read it`,
            icon: <LockKeyhole aria-hidden className="size-4 shrink-0" />,
          },
          {
            value: 'workspace',
            label: t`Shared: everyone in ${workspaceName} can read it; all but viewers can ask in it`,
            icon: <Users aria-hidden className="size-4 shrink-0" />,
          },
        ]}
      />
    </Menu>
  );
}

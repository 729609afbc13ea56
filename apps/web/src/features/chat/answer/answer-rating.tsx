import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { MessageView, AnswerRating as Rating } from '@millrace/contract/chat/chat';
import { Button, IconButton } from '@millrace/ui/controls/button';
import { TextArea } from '@millrace/ui/controls/field';
import { Dialog } from '@millrace/ui/overlays/dialog';
import { useMutation } from '@tanstack/react-query';
import { ThumbsDown, ThumbsUp } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { trpc } from '../../../trpc.ts';
import { DraftGuard } from '../../drafts/draft-guard.tsx';
import { useDraftState } from '../../drafts/use-draft-state.ts';
import { FormError } from '../../errors/error-card.tsx';
import { tellFailure } from '../../errors/tell-failure.ts';
import { refreshMessages } from './use-answer.ts';

/** This person's rating of an answer: one click sets it, a second one removes it. A bad rating asks for a reason. */
export function AnswerRating({ message }: { message: MessageView }) {
  const { id: answerId, conversationId, rating } = message;
  const [asking, setAsking] = useState(false);
  const rate = useMutation(
    trpc.chat.rate.mutationOptions({
      onSuccess: () => refreshMessages(conversationId),
      onError: tellFailure(t`The rating was not saved`),
    }),
  );
  const choose = (value: Rating['value']) => {
    const next = rating?.value === value ? null : { value, reason: null };
    rate.mutate({ answerId, rating: next });
    setAsking(next?.value === 'down');
  };
  const icon = (value: Rating['value']) => `size-4 ${rating?.value === value ? 'fill-current text-accent-ink' : ''}`;
  return (
    <>
      <IconButton
        size="sm"
        label={t`Good answer`}
        aria-pressed={rating?.value === 'up'}
        aria-disabled={rate.isPending}
        onClick={() => choose('up')}
        icon={<ThumbsUp aria-hidden className={icon('up')} />}
      />
      <IconButton
        size="sm"
        label={t`Bad answer`}
        aria-pressed={rating?.value === 'down'}
        aria-disabled={rate.isPending}
        onClick={() => choose('down')}
        icon={<ThumbsDown aria-hidden className={icon('down')} />}
      />
      {asking ? (
        <ReasonDialog answerId={answerId} conversationId={conversationId} onClose={() => setAsking(false)} />
      ) : null}
    </>
  );
}

type DialogProps = { answerId: string; conversationId: string; onClose: () => void };

function ReasonDialog({ answerId, conversationId, onClose }: DialogProps) {
  const [reason, setReason, draft] = useDraftState({ place: { form: 'rating', object: answerId }, base: '' });
  const rate = useMutation(
    trpc.chat.rate.mutationOptions({
      onSuccess: () => {
        draft.forget();
        onClose();
        return refreshMessages(conversationId);
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rate.mutate({ answerId, rating: { value: 'down', reason: reason.trim() || null } });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t`What was wrong with this answer?`}
      description={t`Your rating is saved. A reason helps the people who maintain the sources.`}
    >
      <form className="space-y-4" onSubmit={submit}>
        <DraftGuard draft={draft} />
        <TextArea
          label={t`Reason`}
          hideLabel
          placeholder={t`Wrong, not in the sources, too long…`}
          rows={3}
          maxLength={1_000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <FormError error={rate.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>
            <Trans>Skip</Trans>
          </Button>
          <Button type="submit" variant="primary" pending={rate.isPending}>
            <Trans>Send reason</Trans>
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

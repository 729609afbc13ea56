import { t } from '@lingui/core/macro';
import { IconButton } from '@millrace/ui/controls/button';
import { CopyButton } from '@millrace/ui/controls/copy-button';
import { RefreshCw } from 'lucide-react';
import { CopyMessageLink } from '../conversations/message-link.tsx';
import type { Choice } from '../conversations/turns.ts';
import { AnswerModel } from './answer-model.tsx';
import { AnswerRating } from './answer-rating.tsx';
import { answerAsMarkdown } from './copy-answer.ts';
import { useAnswerActions } from './use-answer-actions.ts';
import { VersionArrows } from './version-arrows.tsx';

export function AnswerActions({ choice, mayAsk }: { choice: Choice; mayAsk: boolean }) {
  const message = choice.shown;
  const actions = useAnswerActions(message);
  return (
    <div className="mt-2 -ms-1.5 flex flex-wrap items-center gap-0.5 text-muted text-sm" data-no-print>
      <VersionArrows choice={choice} of="answer" mayAsk={mayAsk} />
      <CopyButton label={t`Copy answer`} text={() => answerAsMarkdown(message.content, message.citations)} />
      <CopyMessageLink message={message} />
      <AnswerRating message={message} />
      {mayAsk ? (
        <IconButton
          size="sm"
          label={t`Regenerate answer`}
          aria-disabled={actions.busy}
          onClick={actions.regenerate}
          icon={<RefreshCw aria-hidden className="size-4" />}
        />
      ) : null}
      <AnswerModel message={message} />
    </div>
  );
}

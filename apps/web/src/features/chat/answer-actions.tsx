import type { MessageView } from '@millrace/contract/chat';
import { IconButton } from '@millrace/ui/button';
import { CopyButton } from '@millrace/ui/copy-button';
import { ChevronLeft, ChevronRight, RefreshCw } from 'lucide-react';
import { AnswerRating } from './answer-rating.tsx';
import { answerAsMarkdown } from './copy-answer.ts';
import { useAnswerActions } from './use-answer-actions.ts';

/** Which of the versions of an answer is shown, counted from 0. */
export type VersionChoice = { shown: number; count: number; show: (index: number) => void };

/** The built-in model is known by what it does. */
const modelName = (model: string) => (model.startsWith('builtin') ? 'Built-in model, quotes only' : model);

type Props = { message: MessageView; versions: VersionChoice; mayAsk: boolean };

export function AnswerActions({ message, versions, mayAsk }: Props) {
  const actions = useAnswerActions(message);
  const { shown, count, show } = versions;
  return (
    <div className="mt-2 -ml-1.5 flex flex-wrap items-center gap-0.5 text-muted text-sm" data-no-print>
      {count > 1 ? (
        <fieldset className="flex items-center">
          <legend className="sr-only">Versions</legend>
          <IconButton
            size="sm"
            label="Previous version"
            disabled={shown === 0}
            onClick={() => show(shown - 1)}
            icon={<ChevronLeft aria-hidden className="size-4" />}
          />
          <span role="status" className="px-0.5 tabular-nums">
            <span className="sr-only">Version </span>
            {shown + 1}/{count}
          </span>
          <IconButton
            size="sm"
            label="Next version"
            disabled={shown === count - 1}
            onClick={() => show(shown + 1)}
            icon={<ChevronRight aria-hidden className="size-4" />}
          />
        </fieldset>
      ) : null}
      <CopyButton label="Copy answer" text={() => answerAsMarkdown(message.content, message.citations)} />
      <AnswerRating message={message} />
      {mayAsk ? (
        <IconButton
          size="sm"
          label="Regenerate answer"
          disabled={actions.busy}
          onClick={actions.regenerate}
          icon={<RefreshCw aria-hidden className="size-4" />}
        />
      ) : null}
      {message.model ? <span className="ml-1.5 truncate">{modelName(message.model)}</span> : null}
    </div>
  );
}

import { Button } from '@millrace/ui/button';
import { RotateCcw } from 'lucide-react';
import { failureOf } from '../errors/failure.ts';
import type { PendingQuestion } from './use-send.ts';

/** What was asked, as the person wrote it. */
export const Question = ({ text, author }: { text: string; author: string | null }) => (
  <div className="flex flex-col items-end">
    <h2 className="sr-only">{author ? `${author} asked` : 'Question'}</h2>
    <p className="max-w-[85%] whitespace-pre-wrap break-words rounded-2xl rounded-br-md bg-accent-soft px-4 py-2.5 text-ink">
      {text}
    </p>
  </div>
);

type Props = { question: PendingQuestion; onRetry: () => void; onDiscard: () => void };

/** A question on its way, or one that did not get through: it stays until it is sent or given up. */
export const UnsentQuestion = ({ question, onRetry, onDiscard }: Props) => (
  <li>
    <Question text={question.text} author="You" />
    {question.error ? (
      <div role="alert" className="mt-1.5 flex flex-wrap items-center justify-end gap-2 text-sm">
        <p className="text-bad">Not sent. {failureOf(question.error).message}</p>
        <Button size="sm" icon={<RotateCcw aria-hidden className="size-3.5" />} onClick={onRetry}>
          Retry
        </Button>
        <Button size="sm" variant="ghost" onClick={onDiscard}>
          Back to the box
        </Button>
      </div>
    ) : (
      <p className="mt-1 text-right text-muted text-sm">Sending…</p>
    )}
  </li>
);

import { Button, IconButton } from '@millrace/ui/button';
import { Pencil, RotateCcw } from 'lucide-react';
import { AttachedFiles } from '../../attachments/attached-files.tsx';
import { failureOf } from '../../errors/failure.ts';
import { VersionArrows } from '../answer/version-arrows.tsx';
import { EditQuestion } from '../composer/edit-question.tsx';
import { useFocusBack } from '../composer/use-focus-back.ts';
import type { UnsentQuestion } from '../composer/use-send.ts';
import { CopyMessageLink, messageElementId } from './message-link.tsx';
import type { Choice } from './turns.ts';

/** The question that is being put in other words, by its id. */
export type Editing = { id: string | undefined; start: (questionId: string) => void; end: () => void };

/** What was asked, as the person wrote it. */
const QuestionText = ({ text, author }: { text: string; author: string | null }) => (
  <>
    <h2 className="sr-only">{author ? `${author} asked` : 'Question'}</h2>
    <p className="max-w-[85%] whitespace-pre-wrap break-words rounded-2xl rounded-br-md bg-accent-soft px-4 py-2.5 text-ink">
      {text}
    </p>
  </>
);

/** There for whoever points at the question or reaches it by keys. */
const shy =
  'opacity-0 focus-visible:opacity-100 group-focus-within/question:opacity-100 group-hover/question:opacity-100 pointer-coarse:opacity-100';

type QuestionProps = { choice: Choice; mayAsk: boolean; editing: Editing };

/** A question in the version that is shown. In other words it becomes a version beside it, with answers of its own. */
export function Question({ choice, mayAsk, editing }: QuestionProps) {
  const { id, content, author } = choice.shown;
  const open = editing.id === id;
  const editButton = useFocusBack(open);
  if (open) return <EditQuestion question={choice.shown} onEnd={editing.end} />;
  return (
    <div
      id={messageElementId(id)}
      tabIndex={-1}
      className="group/question flex scroll-mt-4 flex-col items-end rounded-md focus:outline-2 focus:outline-accent focus:outline-offset-4"
    >
      <AttachedFiles attachments={choice.shown.attachments} />
      <QuestionText text={content} author={author} />
      <div className="mt-0.5 flex min-h-7 items-center gap-0.5 text-muted text-sm" data-no-print>
        <CopyMessageLink messageId={id} className={shy} />
        {mayAsk ? (
          <IconButton
            ref={editButton}
            size="sm"
            label="Edit question"
            onClick={() => editing.start(id)}
            icon={<Pencil aria-hidden className="size-4" />}
            className={shy}
          />
        ) : null}
        <VersionArrows choice={choice} of="question" mayAsk={mayAsk} />
      </div>
    </div>
  );
}

type UnsentProps = { question: UnsentQuestion; onRetry: () => void; onDiscard: () => void };

/** A question on its way, or one that did not get through: it stays until it is sent or given up. */
export const UnsentQuestionView = ({ question, onRetry, onDiscard }: UnsentProps) => (
  <li>
    <div className="flex flex-col items-end">
      <AttachedFiles attachments={question.attachments} />
      <QuestionText text={question.text} author="You" />
    </div>
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
      <p className="mt-1 text-end text-muted text-sm">Sending…</p>
    )}
  </li>
);

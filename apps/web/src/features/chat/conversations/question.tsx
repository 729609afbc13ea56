import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { PersonView } from '@millrace/contract/chat/chat';
import { Button, IconButton } from '@millrace/ui/controls/button';
import { Avatar } from '@millrace/ui/data/avatar';
import { Pencil, RotateCcw } from 'lucide-react';
import { AttachedFiles } from '../../attachments/attached-files.tsx';
import { failureOf } from '../../errors/failure.ts';
import { VersionArrows } from '../answer/version-arrows.tsx';
import { EditQuestion } from '../composer/edit-question.tsx';
import { useIsHalfEdited } from '../composer/half-edits.ts';
import { useFocusBack } from '../composer/use-focus-back.ts';
import type { UnsentQuestion } from '../composer/use-send.ts';
import { CopyMessageLink, messageElementId } from './message-link.tsx';
import type { Choice } from './turns.ts';

/** The id of the question that is being edited. */
export type Editing = { id: string | undefined; start: (questionId: string) => void; end: () => void };

/** The question as its author wrote it, under a heading for screen readers. */
const QuestionText = ({ text, heading }: { text: string; heading: string }) => (
  <>
    <h2 className="sr-only">{heading}</h2>
    <p
      dir="auto"
      className="max-w-[85%] whitespace-pre-wrap break-words rounded-2xl rounded-ee-md border border-transparent bg-accent-soft px-4 py-2.5 text-base text-ink"
    >
      {text}
    </p>
  </>
);

/** Visible when the question is hovered or has the focus. */
const shy =
  'opacity-0 focus-visible:opacity-100 group-focus-within/question:opacity-100 group-hover/question:opacity-100 touch:opacity-100';

/** Hidden from screen readers: the heading says the same. */
const Asker = ({ author }: { author: PersonView }) => (
  <p aria-hidden className="mb-1 flex max-w-[85%] items-center gap-1.5 text-muted text-sm">
    <Avatar id={author.id} name={author.name} />
    <bdi className="truncate">{author.name}</bdi>
  </p>
);

type QuestionProps = { choice: Choice; mayAsk: boolean; showAuthor: boolean; editing: Editing };

/** A question in the version that is shown. Editing adds a version beside it, with answers of its own. */
export function Question({ choice, mayAsk, showAuthor, editing }: QuestionProps) {
  const { id, content, author } = choice.shown;
  const open = editing.id === id;
  const editButton = useFocusBack(open);
  const isHalfEdited = useIsHalfEdited(id);
  if (open) return <EditQuestion question={choice.shown} onEnd={editing.end} />;
  return (
    <div
      id={messageElementId(id)}
      tabIndex={-1}
      className="group/question flex scroll-mt-4 flex-col items-end rounded-md focus:outline-2 focus:outline-accent focus:outline-offset-4"
    >
      {author && showAuthor ? <Asker author={author} /> : null}
      <AttachedFiles attachments={choice.shown.attachments} />
      <QuestionText text={content} heading={author ? t`${author.name} asked` : t`Question`} />
      <div className="mt-0.5 flex min-h-7 items-center gap-0.5 text-muted text-sm" data-no-print>
        <CopyMessageLink message={choice.shown} className={shy} />
        {mayAsk ? (
          <IconButton
            ref={editButton}
            size="sm"
            label={t`Edit question`}
            onClick={() => editing.start(id)}
            icon={<Pencil aria-hidden className="size-4" />}
            className={shy}
          />
        ) : null}
        {mayAsk && isHalfEdited ? (
          <Button size="sm" variant="ghost" onClick={() => editing.start(id)}>
            <Trans>Draft kept: continue</Trans>
          </Button>
        ) : null}
        <VersionArrows choice={choice} of="question" mayAsk={mayAsk} />
      </div>
    </div>
  );
}

type UnsentProps = { question: UnsentQuestion; onRetry: () => void; onDiscard: () => void };

/** A question that is being sent or was not sent: it stays until it is sent or moved back to the question box. */
export const UnsentQuestionView = ({ question, onRetry, onDiscard }: UnsentProps) => (
  <li>
    <div className="flex flex-col items-end">
      <AttachedFiles attachments={question.attachments} />
      <QuestionText text={question.text} heading={t`You asked`} />
    </div>
    {question.error ? (
      <div role="alert" className="mt-1.5 flex flex-wrap items-center justify-end gap-2 text-sm">
        <p className="text-bad">
          <Trans>Not sent. {{ message: failureOf(question.error).message }}</Trans>
        </p>
        <Button size="sm" icon={<RotateCcw aria-hidden className="size-3.5" />} onClick={onRetry}>
          <Trans>Retry</Trans>
        </Button>
        <Button size="sm" variant="ghost" onClick={onDiscard}>
          <Trans>Edit</Trans>
        </Button>
      </div>
    ) : (
      <p className="mt-1 text-end text-muted text-sm">
        <Trans>Sending…</Trans>
      </p>
    )}
  </li>
);

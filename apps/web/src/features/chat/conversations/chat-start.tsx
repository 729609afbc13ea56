import { EmptyState } from '@millrace/ui/empty-state';
import { MessagesSquare } from 'lucide-react';
import type { ReactNode } from 'react';

type Props = {
  /** Viewers read only. */
  mayAsk: boolean;
  hasSources: boolean;
  questions: readonly string[];
  onAsk: (question: string) => void;
  addSources: ReactNode;
  /** What is being read right now, if anything. */
  progress: ReactNode;
};

/** A chat before its first question. */
export function ChatStart({ mayAsk, hasSources, questions, onAsk, addSources, progress }: Props) {
  if (!mayAsk) {
    return (
      <div className="grid min-h-0 grow grid-cols-[minmax(0,1fr)] items-center-safe justify-items-center overflow-y-auto">
        <EmptyState icon={MessagesSquare} title="You can read along">
          The chats of this workspace are listed in the sidebar. To ask questions yourself you need the role analyst; an
          owner can give it to you.
        </EmptyState>
      </div>
    );
  }
  return (
    <div className="grid min-h-0 grow grid-cols-[minmax(0,1fr)] items-center-safe justify-items-center overflow-y-auto">
      <EmptyState
        icon={MessagesSquare}
        title={hasSources ? 'What do you want to know?' : 'Add something to ask about'}
        actions={hasSources ? undefined : addSources}
      >
        {hasSources
          ? 'Answers come from your sources. Every number in them opens the passage it rests on.'
          : 'Answers come from your own documents. Add a document first, or try the samples.'}
        {questions.length > 0 ? (
          <ul aria-label="Example questions" className="mt-6 flex flex-col items-center gap-2">
            {questions.map((question) => (
              <li key={question}>
                <button
                  type="button"
                  onClick={() => onAsk(question)}
                  className="rounded-full border border-line bg-surface px-4 py-2 text-ink text-sm shadow-xs hover:bg-hover"
                >
                  {question}
                </button>
              </li>
            ))}
          </ul>
        ) : null}
        {progress}
      </EmptyState>
    </div>
  );
}

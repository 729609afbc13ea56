import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { EmptyState } from '@millrace/ui/layout/empty-state';
import { MessagesSquare } from 'lucide-react';
import type { ReactNode } from 'react';

type Props = {
  /** Viewers can only read. */
  mayAsk: boolean;
  hasSources: boolean;
  questions: readonly string[];
  onAsk: (question: string) => void;
  addSources: ReactNode;
  /** Sources that are being processed now, if any. */
  progress: ReactNode;
};

/** A chat before its first question. */
export function ChatStart({ mayAsk, hasSources, questions, onAsk, addSources, progress }: Props) {
  if (!mayAsk) {
    return (
      <div className="grid min-h-0 grow grid-cols-[minmax(0,1fr)] items-center-safe justify-items-center overflow-y-auto">
        <EmptyState icon={MessagesSquare} title={t`You have read-only access`}>
          <Trans>
            The shared chats of this workspace are listed in the sidebar. To ask questions you need the analyst role; an
            owner can assign it to you.
          </Trans>
        </EmptyState>
      </div>
    );
  }
  return (
    <div className="grid min-h-0 grow grid-cols-[minmax(0,1fr)] items-center-safe justify-items-center overflow-y-auto">
      <EmptyState
        large
        icon={MessagesSquare}
        title={hasSources ? t`What do you want to know?` : t`Add a source to get started`}
        actions={hasSources ? undefined : addSources}
      >
        {hasSources
          ? t`Answers come from your sources. Each number in an answer opens the passage it cites.`
          : t`Answers come from your own documents. Add one, or try the sample documents.`}
        {questions.length > 0 ? (
          <ul aria-label={t`Example questions`} className="mt-6 flex flex-col items-center gap-2">
            {questions.map((question) => (
              <li key={question}>
                <button
                  type="button"
                  dir="auto"
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

import { t } from '@lingui/core/macro';
import type { Citation } from '@millrace/contract/chat/chat';
import { Link } from '@tanstack/react-router';
import { whereInWords } from '../../language/where-in-words.ts';
import { citeParam } from './cite-param.ts';

/** The sources that the answer cites, below its text. */
export function AnswerSources({ answerId, citations }: { answerId: string; citations: readonly Citation[] }) {
  const supported = citations.filter((citation) => citation.supported);
  if (supported.length === 0) return null;
  return (
    <ul aria-label={t`Sources of this answer`} className="mt-4 flex flex-wrap gap-1.5">
      {supported.map((citation) => (
        <li key={citation.n} className="min-w-0">
          <Link
            to="."
            search={(before) => ({ ...before, cite: citeParam(answerId, citation.n) })}
            resetScroll={false}
            className="flex min-h-7 touch:min-h-9 max-w-72 items-center gap-1.5 rounded-full border border-line bg-surface px-2.5 text-sm hover:bg-hover"
          >
            <span className="font-medium text-accent-ink tabular-nums">{citation.n}</span>
            <span dir="auto" className="truncate">
              {citation.title}
            </span>
            <span className="max-w-32 shrink-0 truncate text-muted empty:hidden">{whereInWords(citation)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

import { ph } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { SearchAnswer } from '@millrace/contract/search/search';
import { formatList } from '../language/format.ts';

/** How the search was interpreted, where it differs from what was typed. */
export function AnswerNotes({ answer }: { answer: Pick<SearchAnswer, 'corrected' | 'degraded' | 'wordsOnly'> }) {
  const { corrected = [], degraded, wordsOnly } = answer;
  const typed = corrected.map(({ from }) => `“${from}”`);
  return (
    <>
      {corrected.length > 0 ? (
        <p className="mb-3 text-sm">
          <Trans>
            Showing results for <strong>{ph({ words: formatList(corrected.map(({ to }) => to)) })}</strong>.{' '}
            <span className="text-muted">No passage contains {ph({ typed: formatList(typed, 'or') })}.</span>
          </Trans>
        </p>
      ) : null}
      {degraded ? (
        <p className="mb-3 text-muted text-sm">
          <Trans>Results match by words only, because the embedding model is unreachable.</Trans>
        </p>
      ) : null}
      {wordsOnly ? (
        <p className="mb-3 text-muted text-sm">
          <Trans>
            Results match by words only, because the built-in search model knows English only. An embedding model for
            other languages can be set on the server (EMBEDDING_MODEL).
          </Trans>
        </p>
      ) : null}
    </>
  );
}

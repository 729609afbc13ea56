import { ph } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { SearchAnswer } from '@millrace/contract/search/search';
import { formatList } from '../language/format.ts';

/** How the search was interpreted, where it differs from what was typed. */
export function AnswerNotes({ answer }: { answer: Pick<SearchAnswer, 'corrected' | 'degraded'> }) {
  const { corrected = [], degraded } = answer;
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
    </>
  );
}

import type { SearchAnswer } from '@millrace/contract/search/search';

/** How the search was understood, where it was not taken as it stands. */
export function AnswerNotes({ answer }: { answer: Pick<SearchAnswer, 'corrected' | 'degraded'> }) {
  const { corrected = [], degraded } = answer;
  return (
    <>
      {corrected.length > 0 ? (
        <p className="mb-3 text-sm">
          Showing results for{' '}
          {corrected.map(({ from, to }, i) => (
            <span key={from}>
              {i > 0 ? ', ' : ''}
              <strong>{to}</strong>
            </span>
          ))}
          . <span className="text-muted">No passage has {corrected.map(({ from }) => `“${from}”`).join(', ')}.</span>
        </p>
      ) : null}
      {degraded ? (
        <p className="mb-3 text-muted text-sm">
          Found by words alone: the model that knows meanings cannot be reached right now.
        </p>
      ) : null}
    </>
  );
}

import { ph, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { SearchTestHit } from '@millrace/contract/search/search';
import { formatNumber } from '../language/format.ts';

const points = (value: number): string => formatNumber(value * 100, 1);

/** Why a passage has its rank: the contribution of each part to its score, in points out of 100. */
export function Reasons({ hit }: { hit: SearchTestHit }) {
  const { parts, words, cosine } = hit.reasons;
  const meaning = cosine === null ? t`no vector yet, default used` : t`cosine ${{ cosine: formatNumber(cosine, 3) }}`;
  const rows: [string, number, string][] = [
    [t`Words`, parts.words, ''],
    [t`Adjacent words`, parts.together, ''],
    [t`Meaning`, parts.meaning, meaning],
    [
      t({ message: 'Letters', comment: 'Part of a score: matches by single letters' }),
      parts.letters,
      t`matched by letters because no word matched`,
    ],
  ];
  return (
    <div className="rounded-md border border-line bg-bg p-3 text-sm">
      <table className="w-full tabular-nums">
        <caption className="sr-only">
          <Trans>
            Score of “<bdi>{ph({ title: hit.title })}</bdi>”
          </Trans>
        </caption>
        <tbody>
          {rows
            .filter(([, value]) => value !== 0)
            .map(([name, value, note]) => (
              <tr key={name} className="align-top">
                <th scope="row" className="py-0.5 pe-3 text-start font-normal">
                  {name}
                  {note ? <span className="text-muted"> · {note}</span> : null}
                </th>
                <td className="py-0.5 text-end">{points(value)}</td>
              </tr>
            ))}
        </tbody>
        <tfoot>
          <tr className="border-line border-t font-medium">
            <th scope="row" className="pt-1 text-start">
              <Trans>Score</Trans>
            </th>
            <td className="pt-1 text-end">{points(hit.score)}</td>
          </tr>
        </tfoot>
      </table>
      {words.length > 0 ? <WordReasons words={words} /> : null}
    </div>
  );
}

/** `times`: occurrences in the passage; `beside`: in the passages next to it. */
function foundIn(times: number, beside: number): string {
  if (times > 0) return `${formatNumber(times)}×`;
  return beside > 0 ? t`${{ count: formatNumber(beside) }}× in adjacent passages` : t`not in this passage`;
}

/** A common word has little weight, however often the passage contains it. */
const WordReasons = ({ words }: { words: SearchTestHit['reasons']['words'] }) => (
  <ul aria-label={t`Words of the query`} className="mt-2 flex flex-wrap gap-1.5">
    {words.map(({ word, weight, times, beside }) => (
      <li
        key={word}
        className={`rounded border border-line px-1.5 py-0.5 text-xs ${times > 0 ? 'bg-accent-soft text-accent-ink' : 'text-muted'}`}
      >
        <bdi className="font-medium">{word}</bdi> {foundIn(times, beside)}
        <span className="text-muted">
          {' · '}
          <Trans>weight {{ weight: formatNumber(weight, 1) }}</Trans>
        </span>
      </li>
    ))}
  </ul>
);

import type { SearchTestHit } from '@millrace/contract/search/search';
import { formatNumber } from '../language/format.ts';

const points = (value: number): string => formatNumber(value * 100, 1);

/** Why a passage stands where it does: what each part brings, in points of a hundred. */
export function Reasons({ hit }: { hit: SearchTestHit }) {
  const { parts, words, cosine } = hit.reasons;
  const meaning = cosine === null ? 'has no vector yet: the usual is taken' : `cosine ${formatNumber(cosine, 3)}`;
  const rows: [string, number, string][] = [
    ['Words', parts.words, ''],
    ['Words side by side', parts.together, ''],
    ['Meaning', parts.meaning, meaning],
    ['Letters', parts.letters, 'found letter by letter, since no word was'],
  ];
  return (
    <div className="rounded-md border border-line bg-bg p-3 text-sm">
      <table className="w-full tabular-nums">
        <caption className="sr-only">Points of “{hit.title}”</caption>
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
              Score
            </th>
            <td className="pt-1 text-end">{points(hit.score)}</td>
          </tr>
        </tfoot>
      </table>
      {words.length > 0 ? <WordReasons words={words} /> : null}
    </div>
  );
}

/** A word that is everywhere weighs little, however often the passage has it. */
const WordReasons = ({ words }: { words: SearchTestHit['reasons']['words'] }) => (
  <ul aria-label="Words of the query" className="mt-2 flex flex-wrap gap-1.5">
    {words.map(({ word, weight, times, beside }) => (
      <li
        key={word}
        className={`rounded border border-line px-1.5 py-0.5 text-xs ${times > 0 ? 'bg-accent-soft text-accent-ink' : 'text-muted'}`}
      >
        <span className="font-medium">{word}</span>{' '}
        {times > 0 ? `${times}×` : beside > 0 ? `beside it ${beside}×` : 'not here'}
        <span className="text-muted"> · weight {formatNumber(weight, 1)}</span>
      </li>
    ))}
  </ul>
);

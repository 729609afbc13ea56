import { t } from '@lingui/core/macro';
import { TextArea } from '@millrace/ui/controls/field';
import { formatNumber } from '../language/format.ts';
import { countMatches, type FoundLink, patternsIn } from './site-look.ts';

type Props = { label: string; value: string; onChange: (value: string) => void; links: readonly FoundLink[] };

/** URL patterns, one per line, and how many of the found URLs match each of them. */
export function PatternField({ label, value, onChange, links }: Props) {
  const matches = countMatches(patternsIn(value), links);
  const hint =
    matches.length === 0
      ? t`One per line, such as /docs/ or /*.pdf$`
      : matches.map(([pattern, count]) => (
          <span key={pattern} dir="ltr" className="me-3 inline-block break-all tabular-nums">
            {pattern}: {formatNumber(count)}
          </span>
        ));
  return (
    <TextArea
      label={label}
      rows={2}
      dir="ltr"
      className="min-h-16! font-mono text-sm!"
      spellCheck={false}
      autoComplete="off"
      value={value}
      hint={hint}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}

import { Trans } from '@lingui/react/macro';
import type { ItemReason } from '@millrace/contract/crawl/crawl';
import { cn } from '@millrace/ui/class-names';
import { formatNumber } from '../language/format.ts';
import { itemWord } from './item-row.tsx';

type Props = { reasons: readonly ItemReason[]; code: string | undefined; onCode: (code: string | undefined) => void };

/** Why pages are missing, the most frequent reason first; each filters the list to its pages. */
export function ItemReasons({ reasons, code, onCode }: Props) {
  const shown = reasons.filter(({ status }) => status === 'failed' || status === 'skipped' || status === 'removed');
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="why-not" className="rounded-lg border border-line bg-surface">
      <h2 id="why-not" className="px-3 pt-2.5 pb-1 font-medium text-sm">
        <Trans>Why pages are missing</Trans>
      </h2>
      <ul className="px-1.5 pb-1.5">
        {shown.map((reason) => (
          <li key={`${reason.status} ${reason.code} ${reason.httpStatus}`}>
            <button
              type="button"
              aria-pressed={code === reason.code}
              onClick={() => onCode(code === reason.code ? undefined : reason.code)}
              className={cn(
                'flex min-h-8 touch:min-h-9 w-full items-baseline gap-2 rounded-md px-1.5 py-1 text-start text-sm',
                code === reason.code ? 'bg-accent-soft text-accent-ink' : 'hover:bg-hover',
              )}
            >
              <span className="min-w-9 shrink-0 text-end font-medium tabular-nums">{formatNumber(reason.count)} ×</span>
              <span className="w-16 shrink-0 text-muted">{itemWord(reason.status)}</span>
              <span dir="auto" className="min-w-0">
                {reason.reason}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

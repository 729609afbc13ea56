import { t } from '@lingui/core/macro';
import { IconButton } from '@millrace/ui/controls/button';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { formatNumber } from '../../language/format.ts';
import type { Choice } from '../conversations/turns.ts';
import { useShowVersion } from './use-show-version.ts';

type Props = { choice: Choice; of: 'question' | 'answer'; mayAsk: boolean };

/** Which version is shown, with buttons for the previous and next one. People who may not ask switch for themselves only. */
export function VersionArrows({ choice: { shown, versions }, of, mayAsk }: Props) {
  const show = useShowVersion(mayAsk);
  const at = versions.indexOf(shown);
  if (versions.length < 2) return null;
  const [number, count] = [formatNumber(at + 1), formatNumber(versions.length)];
  const [before, after] = [versions[at - 1], versions[at + 1]];
  return (
    <fieldset className="flex items-center">
      <legend className="sr-only">{of === 'question' ? t`Versions of the question` : t`Versions`}</legend>
      <IconButton
        size="sm"
        label={of === 'question' ? t`Previous version of the question` : t`Previous version`}
        aria-disabled={before === undefined}
        onClick={() => before && show(before)}
        icon={<ChevronLeft aria-hidden className="size-4" />}
      />
      <span role="status" className="px-0.5 tabular-nums">
        <span className="sr-only">{t`Version ${number} of ${count}`}</span>
        <span aria-hidden>
          {number}/{count}
        </span>
      </span>
      <IconButton
        size="sm"
        label={of === 'question' ? t`Next version of the question` : t`Next version`}
        aria-disabled={after === undefined}
        onClick={() => after && show(after)}
        icon={<ChevronRight aria-hidden className="size-4" />}
      />
    </fieldset>
  );
}

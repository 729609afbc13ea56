import { IconButton } from '@millrace/ui/button';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { Choice } from '../conversations/turns.ts';
import { useShowVersion } from './use-show-version.ts';

type Props = { choice: Choice; of: 'question' | 'answer'; mayAsk: boolean };

/** Which version is shown, and the ways to its neighbours. Whoever may not ask looks at them for himself. */
export function VersionArrows({ choice: { shown, versions }, of, mayAsk }: Props) {
  const show = useShowVersion(mayAsk);
  const at = versions.indexOf(shown);
  if (versions.length < 2) return null;
  const [before, after] = [versions[at - 1], versions[at + 1]];
  return (
    <fieldset className="flex items-center">
      <legend className="sr-only">{of === 'question' ? 'Versions of the question' : 'Versions'}</legend>
      <IconButton
        size="sm"
        label={of === 'question' ? 'Previous version of the question' : 'Previous version'}
        aria-disabled={before === undefined}
        onClick={() => before && show(before)}
        icon={<ChevronLeft aria-hidden className="size-4" />}
      />
      <span role="status" className="px-0.5 tabular-nums">
        <span className="sr-only">Version </span>
        {at + 1}/{versions.length}
      </span>
      <IconButton
        size="sm"
        label={of === 'question' ? 'Next version of the question' : 'Next version'}
        aria-disabled={after === undefined}
        onClick={() => after && show(after)}
        icon={<ChevronRight aria-hidden className="size-4" />}
      />
    </fieldset>
  );
}

import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';
import { Keys } from '../controls/keys.tsx';

export const TooltipProvider = Base.Provider;

/** Shows a control's name and keys on hover and focus. Never the only place where a fact is shown. */
export function Tooltip({ text, keys, children }: { text: string; keys?: string; children: ReactElement }) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} className="z-60">
          <Base.Popup
            aria-hidden
            className="flex items-center gap-2 rounded-md border border-transparent bg-ink px-2 py-1 text-bg text-xs shadow-pop transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0"
          >
            {text}
            {keys ? <Keys keys={keys} className="border-current! opacity-80" /> : null}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

import { cloneElement, type ReactElement } from 'react';
import { Keys } from '../controls/keys.tsx';
import { partsOf } from '../on-demand.tsx';
import { tooltipParts } from './parts.tsx';
import { type HoverProps, useHover } from './use-hover.tsx';

const Base = partsOf(tooltipParts);

type Props = { text: string; keys?: string; children: ReactElement };

/** Shows a control's name and keys on hover and focus. Never the only place where a fact is shown. */
export function Tooltip({ text, keys, children }: Props) {
  const control = children as ReactElement<HoverProps>;
  const { open, anchor, hide, stay, props } = useHover(control.props);
  const isHere = tooltipParts.use(open) !== undefined;
  return (
    <>
      {cloneElement(control, props)}
      {isHere && anchor ? (
        <Base.Root open={open} onOpenChange={(next) => next || hide()}>
          <Base.Portal>
            <Base.Positioner anchor={anchor} sideOffset={6} className="z-60">
              <Base.Popup
                aria-hidden
                onPointerEnter={stay}
                onPointerLeave={hide}
                className="flex items-center gap-2 rounded-md border border-transparent bg-ink px-2 py-1 text-bg text-xs shadow-pop transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0"
              >
                {text}
                {keys ? <Keys keys={keys} className="border-current! opacity-80" /> : null}
              </Base.Popup>
            </Base.Positioner>
          </Base.Portal>
        </Base.Root>
      ) : null}
    </>
  );
}

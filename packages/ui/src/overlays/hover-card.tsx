import { PreviewCard } from '@base-ui/react/preview-card';
import type { ReactElement, ReactNode } from 'react';

type Props = { trigger: ReactElement; label: string; children: ReactNode };

/** More about a link, on hover and on focus. `trigger` is the link. */
export function HoverCard({ trigger, label, children }: Props) {
  return (
    <PreviewCard.Root>
      <PreviewCard.Trigger delay={150} closeDelay={120} render={trigger} />
      <PreviewCard.Portal>
        {/* outside the page's landmarks, so it is one itself */}
        <PreviewCard.Positioner role="region" aria-label={label} sideOffset={6} collisionPadding={12} className="z-50">
          <PreviewCard.Popup className="w-[min(24rem,92vw)] rounded-lg border border-line bg-raised p-3.5 text-sm shadow-pop transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
            {children}
          </PreviewCard.Popup>
        </PreviewCard.Positioner>
      </PreviewCard.Portal>
    </PreviewCard.Root>
  );
}

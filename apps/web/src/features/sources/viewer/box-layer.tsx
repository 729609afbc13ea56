import type { Box } from '@millrace/contract/records/locator';
import { useEffect, useRef } from 'react';

type Props = { boxes: readonly Box[]; size: { width: number; height: number } };

const percent = (part: number, whole: number) => `${(part / whole) * 100}%`;

/** Marks over a page or image of this size; the first one is scrolled into view. */
export function BoxLayer({ boxes, size }: Props) {
  const first = useRef<HTMLDivElement>(null);
  useEffect(() => {
    first.current?.scrollIntoView({ block: 'center' });
  }, [boxes, size]);
  return boxes.map((box, index) => (
    <div
      key={`${box.x}:${box.y}:${box.width}`}
      ref={index === 0 ? first : undefined}
      aria-hidden
      data-passage-box
      className="absolute rounded-xs bg-[#ffd84d]/45 mix-blend-multiply outline-1 outline-[#b98900]/70"
      style={{
        left: percent(box.x, size.width),
        top: percent(box.y, size.height),
        width: percent(box.width, size.width),
        height: percent(box.height, size.height),
      }}
    />
  ));
}

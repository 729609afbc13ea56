import { useEffect, useRef } from 'react';

type Props = { text: string; start?: number; end?: number };

/** The exact text of a record with a passage marked and brought into view. */
export function MarkedText({ text, start = 0, end = 0 }: Props) {
  const mark = useRef<HTMLElement>(null);
  useEffect(() => {
    mark.current?.scrollIntoView({ block: 'center' });
  }, [text, start, end]);
  return (
    <p dir="auto" className="whitespace-pre-wrap break-words text-base leading-reading">
      {end > start ? (
        <>
          {text.slice(0, start)}
          <mark ref={mark}>{text.slice(start, end)}</mark>
          {text.slice(end)}
        </>
      ) : (
        text
      )}
    </p>
  );
}

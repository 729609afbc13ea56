import type { Box } from '@millrace/contract/records/locator';
import type { PDFDocumentProxy, RenderTask } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { useEffect, useRef, useState } from 'react';
import { BoxLayer } from './box-layer.tsx';

type Props = { document: PDFDocumentProxy; page: number; boxes: readonly Box[]; label: string; zoom: number };
/** The ratio until the page is known. */
const a4 = 210 / 297;
type Size = { width: number; height: number };

/** One page, drawn sharply at the available width, with boxes over the marked passage. */
export function PdfCanvas({ document, page, boxes, label, zoom }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState<Size>();
  const [width, setWidth] = useState(0);

  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    if (width === 0) return;
    let task: RenderTask | undefined;
    let over = false;
    const draw = async () => {
      const loaded = await document.getPage(page);
      const natural = loaded.getViewport({ scale: 1 });
      const viewport = loaded.getViewport({
        scale: ((width * zoom) / natural.width) * Math.min(window.devicePixelRatio, 2),
      });
      if (over || canvas.current === null) return;
      canvas.current.width = Math.floor(viewport.width);
      canvas.current.height = Math.floor(viewport.height);
      setSize({ width: natural.width, height: natural.height });
      task = loaded.render({ canvas: canvas.current, viewport });
      await task.promise;
    };
    // a drawing that the next one replaces rejects, which is no error
    draw().catch(() => undefined);
    return () => {
      over = true;
      task?.cancel();
    };
  }, [document, page, width, zoom]);

  return (
    <div ref={frame} className="overflow-x-auto">
      <div
        className="relative shadow-pop"
        style={{ width: `${zoom * 100}%`, aspectRatio: size ? size.width / size.height : a4 }}
      >
        <canvas ref={canvas} role="img" aria-label={label} className="block size-full bg-[white]" />
        {size ? <BoxLayer boxes={boxes} size={size} /> : null}
      </div>
    </div>
  );
}

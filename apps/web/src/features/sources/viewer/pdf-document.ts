import {
  getDocument,
  type PDFDocumentLoadingTask,
  type PDFDocumentProxy,
  PDFWorker,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import Worker from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?worker';
import { useEffect, useState } from 'react';

let worker: PDFWorker | undefined;

/** Character maps and fonts that a file may refer to without holding them; served beside the page. */
const data = {
  cMapUrl: '/pdfjs/cmaps/',
  standardFontDataUrl: '/pdfjs/standard_fonts/',
  iccUrl: '/pdfjs/iccs/',
  wasmUrl: '/pdfjs/wasm/',
  // the content policy allows no compiled code; the decoders have plain twins
  useWasm: false,
};

function load(fileId: string): PDFDocumentLoadingTask {
  worker ??= PDFWorker.create({ port: new Worker() });
  return getDocument({ url: `/files/${fileId}`, withCredentials: true, worker, ...data });
}

export type PdfState = { document: PDFDocumentProxy | undefined; error: unknown };

/** The PDF of a stored file, read by pages as they are needed; closed with the component. */
export function usePdf(fileId: string, attempt: number): PdfState {
  const [state, setState] = useState<PdfState>({ document: undefined, error: undefined });
  useEffect(() => {
    let over = false;
    const set = (next: PdfState) => !over && setState(next);
    const task = load(fileId);
    set({ document: undefined, error: undefined });
    task.promise.then(
      (document) => set({ document, error: undefined }),
      (error: unknown) => set({ document: undefined, error }),
    );
    return () => {
      over = true;
      void task.destroy();
    };
  }, [fileId, attempt]);
  return state;
}

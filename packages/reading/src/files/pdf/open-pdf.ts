import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { AppError } from '@millrace/contract/app-error';
import { lockedReasons } from '@millrace/contract/reading/locked-file';
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type Rebuilt, rebuildPdf } from './rebuild-pdf.ts';

const packageFolder = fileURLToPath(new URL('.', import.meta.resolve('pdfjs-dist/package.json')));

export const refusal = (reason: string, message: string, cause?: unknown) =>
  new AppError('invalid', `sources.${reason}`, message, { cause });

export const damaged = (cause: unknown) =>
  refusal(
    'damaged',
    'This PDF is damaged or cut off and cannot be opened. Save or export it again, then upload the new file.',
    cause,
  );

const isPasswordError = (error: unknown): boolean => error instanceof Error && error.name === 'PasswordException';

/** Nothing is fetched: fonts and character maps come from the package's own folder. pdf.js itself runs no script of a document. */
const parse = (octets: Uint8Array, password?: string): Promise<PDFDocumentProxy> =>
  getDocument({
    // pdf.js takes the octets over
    data: new Uint8Array(octets),
    ...(password === undefined ? {} : { password }),
    useSystemFonts: false,
    disableFontFace: true,
    useWorkerFetch: false,
    useWasm: false,
    standardFontDataUrl: `${packageFolder}standard_fonts/`,
    cMapUrl: `${packageFolder}cmaps/`,
    cMapPacked: true,
    verbosity: 0,
  }).promise;

/** Without the mark that ends every PDF the file was cut off, even if what is left can be read. */
const lacksEnd = (octets: Buffer): boolean => !octets.subarray(-2048).includes('%%EOF');

/** Whether what pdf.js made of a damaged file has no fewer pages than were found by their own marks. */
async function isWhole(document: PDFDocumentProxy, found: number): Promise<boolean> {
  if (document.numPages < found) return false;
  const last = await document.getPage(document.numPages).catch(() => undefined);
  return last !== undefined;
}

function missingNote({ pages, total }: Rebuilt): string[] {
  if (total === undefined) return ['The list of its pages is missing, so pages may be missing or out of order.'];
  const missing = total - pages;
  if (missing <= 0) return [];
  const many = missing === 1 ? '1 page is' : `${missing.toLocaleString('en')} pages are`;
  return [`Of its ${total.toLocaleString('en')} pages, ${many} missing.`];
}

/**
 * `octets`: what was opened, which is not the file where it had to be mended. `incomplete`: its end is missing. `notes`: what else is
 * wrong with it.
 */
export type OpenedPdf = { document: PDFDocumentProxy; octets: Buffer; incomplete: boolean; notes: string[] };

const mendedNote = 'This PDF is damaged. What could be recovered of it was read.';

/** Opens what is left of a file that is damaged or lacks its end. */
async function mend(octets: Buffer, opened: PDFDocumentProxy | undefined, cause: unknown): Promise<OpenedPdf> {
  const incomplete = lacksEnd(octets);
  const rebuilt = rebuildPdf(octets);
  if (opened && (!rebuilt || (await isWhole(opened, rebuilt.pages)))) {
    return { octets, document: opened, incomplete, notes: [] };
  }
  if (!rebuilt) throw damaged(cause);
  const document = await parse(rebuilt.octets).catch(() => opened);
  if (!document) throw damaged(cause);
  const notes = [...(incomplete ? [] : [mendedNote]), ...missingNote(rebuilt)];
  return { octets: rebuilt.octets, document, incomplete, notes };
}

/** Opens a PDF; where its end is missing, as many of its pages as can be found. Throws AppError invalid when nothing can be opened. */
export async function openPdf(path: string, password?: string): Promise<OpenedPdf> {
  const octets = await readFile(path);
  let document: PDFDocumentProxy;
  try {
    document = await parse(octets, password);
  } catch (error) {
    if (!isPasswordError(error)) return mend(octets, undefined, error);
    if (password === undefined) throw refusal('password', lockedReasons.needed, error);
    throw refusal('wrong-password', lockedReasons.wrong, error);
  }
  if (lacksEnd(octets)) return mend(octets, document, undefined);
  return { document, octets, incomplete: false, notes: [] };
}

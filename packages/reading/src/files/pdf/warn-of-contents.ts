import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** What a document would do in a viewer that lets it; here nothing is run, but who downloads it should know. */
export async function activeParts(document: PDFDocumentProxy, octets: Buffer): Promise<string[]> {
  const has = (mark: string) => octets.includes(mark);
  const hasScript = has('/JavaScript') || (await document.hasJSActions().catch(() => false));
  const found: string[] = [];
  if (hasScript) found.push('a script');
  if (has('/Launch')) found.push('a command that starts a program');
  if (has('/EmbeddedFile')) found.push('an attached file');
  return found;
}

export const activeNote = (found: string[]): string =>
  `This PDF contains ${found.join(' and ')}. None of it was run or read, but be careful when you open the file.`;

/** A form that only Adobe's programs can show: its pages hold a sentence that says so, not what was filled in. */
export async function hasUnreadForm(document: PDFDocumentProxy): Promise<boolean> {
  const { info } = await document.getMetadata().catch(() => ({ info: {} }));
  const says = (key: string) => key in info && info[key as keyof typeof info] === true;
  return says('IsXFAPresent') && !says('IsAcroFormPresent');
}

export const unreadFormNote =
  'This PDF is an XFA form, whose fields cannot be read. Open it in Adobe Acrobat, print it to a PDF, then upload that.';

import { makePdf } from '@millrace/reading/test/make-pdf';
import { makeSign } from '@millrace/reading/test/make-sign';
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { Person } from './person.ts';

export type Document = { name: string; type: string; body: Buffer };

const filler = (page: number) =>
  Array.from({ length: 20 }, (_, line) => `Paragraph ${line} of page ${page} tells of gravel, sand and other matters.`);

/** A PDF of three pages; the second contains the fact that tests ask about. */
export const lighthousePdf = (name = 'lighthouse.pdf'): Document => {
  const pages = [1, 2, 3].map((page) => {
    const texts = filler(page);
    if (page === 2) texts[10] = 'The lighthouse of Skarholm has a lamp of 4,200 watts and was built in 1868.';
    return { lines: texts.map((text, line) => ({ x: 60, y: 780 - line * 34, text })) };
  });
  return { name, type: 'application/pdf', body: makePdf(pages, { title: 'The lighthouse' }) };
};

export const longPdf = (name: string, pages: number): Document => ({
  name,
  type: 'application/pdf',
  body: makePdf(
    Array.from({ length: pages }, (_, page) => ({
      lines: filler(page + 1).map((text, line) => ({ x: 60, y: 780 - line * 34, text })),
    })),
  ),
});

export const lockedPassword = 'secret';
export const lockedPdf = (name = 'locked.pdf'): Document => ({
  name,
  type: 'application/pdf',
  body: makePdf([{ lines: [{ x: 60, y: 700, text: 'Nobody may read this.' }] }], { userPassword: lockedPassword }),
});

export const markdown = (name = 'notes.md'): Document => ({
  name,
  type: 'text/markdown',
  body: Buffer.from('# Notes\n\nThe ferry to Skarholm leaves at seven in the morning from the old pier.\n'),
});

export const table = (name = 'prices.csv', text = 'Name,Note,Price\nLantern,bright,5\nChair,soft,9\n'): Document => ({
  name,
  type: 'text/csv',
  body: Buffer.from(text),
});

/** A picture with words on it. */
export const sign = async (name = 'sign.png'): Promise<Document> => ({
  name,
  type: 'image/png',
  body: await makeSign(['THE MUSEUM', 'OPENS AT NINE']),
});

/** The first bytes of a Windows program under another name. */
export const program = (name = 'invoice.pdf'): Document => ({
  name,
  type: 'application/pdf',
  body: Buffer.concat([Buffer.from('MZ\x90\x00\x03\x00\x00\x00'), Buffer.alloc(4_000, 7)]),
});

/** Drops files on the page as from outside the browser. */
export async function drop(page: Page, documents: readonly Document[]): Promise<void> {
  const files = documents.map(({ name, type, body }) => ({ name, type, base64: body.toString('base64') }));
  const dataTransfer = await page.evaluateHandle((dropped) => {
    const transfer = new DataTransfer();
    for (const { name, type, base64 } of dropped) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      transfer.items.add(new File([bytes], name, { type }));
    }
    return transfer;
  }, files);
  const main = page.getByRole('main');
  await main.dispatchEvent('dragenter', { dataTransfer });
  await main.dispatchEvent('drop', { dataTransfer });
}

/** Adds a source through the API and waits until it is ready. */
export async function addReady(person: Person, { name, body }: Document): Promise<string> {
  const { sourceId } = await person.upload(name, new Uint8Array(body));
  await expect
    .poll(async () => (await person.client.sources.get.query({ sourceId })).status, { timeout: 45_000 })
    .toBe('ready');
  return sourceId;
}

import { readFile } from 'node:fs/promises';
import { AppError } from '@millrace/contract/app-error';
import type { ExtractMessage } from '../extracted.ts';
import { parsePage } from '../html/html-dom.ts';
import { htmlText } from '../html/html-text.ts';
import { leftOutInWords, pictureWords } from '../left-out.ts';
import { splitText } from '../text/split-text.ts';
import { attribute, childOf, descendants, type XmlElement } from '../xml/xml-tree.ts';
import { openPackage, type Package } from '../zip/open-package.ts';
import { resolvePart } from '../zip/resolve-part.ts';
import { chapterHtml } from './chapter-html.ts';
import { chapterTitles } from './chapter-titles.ts';

const refusal = (reason: string, message: string) => new AppError('invalid', `sources.${reason}`, message);

type Item = { part: string; mediaType: string; properties: string };
type Book = { spine: Item[]; items: Map<string, Item>; packagePart: string; toc: string | undefined };

async function openBook(file: Package): Promise<Book> {
  const container = await file.xml('META-INF/container.xml');
  const [root] = descendants(container, 'rootfile');
  const packagePart = root?.attributes['full-path'] ?? file.names.find((name) => name.endsWith('.opf')) ?? '';
  const opf = await file.xml(packagePart);
  const manifest = childOf(opf, 'manifest');
  const spineElement = childOf(opf, 'spine');
  if (!manifest || !spineElement)
    throw refusal('damaged', 'This EPUB is damaged: its list of chapters is missing. Export it again, then upload it.');
  const items = new Map<string, Item>();
  for (const { attributes } of descendants(manifest, 'item')) {
    const { id, href, 'media-type': mediaType = '', properties = '' } = attributes;
    if (id && href) items.set(id, { part: resolvePart(packagePart, href), mediaType, properties });
  }
  const spine = descendants(spineElement, 'itemref').flatMap(
    (reference) => items.get(reference.attributes.idref ?? '') ?? [],
  );
  return { spine, items, packagePart, toc: attribute(spineElement, 'toc') };
}

/** Parts that are encrypted. Fonts are so in books that anybody may read; chapters are not. */
async function encryptedParts(file: Package): Promise<Set<string>> {
  const list: XmlElement | undefined = await file.xml('META-INF/encryption.xml');
  return new Set(
    descendants(list, 'CipherReference').map((reference) => resolvePart('', attribute(reference, 'URI') ?? '')),
  );
}

/** Reads a book chapter by chapter in its own order, with the titles of its table of contents. */
export async function* readEpub(path: string): AsyncGenerator<ExtractMessage> {
  const file = await openPackage(await readFile(path), 'META-INF/container.xml', 'an EPUB book');
  const book = await openBook(file);
  const encrypted = await encryptedParts(file);
  if (book.spine.some(({ part }) => encrypted.has(part)))
    throw refusal(
      'password',
      'This EPUB is copy-protected (DRM), so its text cannot be read. Get a copy without protection from its publisher.',
    );
  yield { kind: 'opened', totalPages: null };
  const titles = await chapterTitles(file, [...book.items.values()], book.items.get(book.toc ?? '')?.part);
  const missing: string[] = [];
  let pictures = 0;
  let records = 0;
  for (const { part, properties } of book.spine) {
    // the table of contents repeats the titles of the chapters
    if (/\bnav\b/.test(properties)) continue;
    const octets = await file.part(part).catch(() => undefined);
    if (!octets) {
      missing.push(part.slice(part.lastIndexOf('/') + 1));
      continue;
    }
    const chapter = chapterHtml(octets);
    pictures += chapter.pictures;
    const text = htmlText(parsePage(chapter.html).body);
    if (text === '') continue;
    const pieces = splitText(text, { markdown: true });
    const called = pieces[0]?.headings[0]?.text || titles.get(part);
    for (const record of pieces) {
      records++;
      yield { kind: 'record', record: { ...record, title: record.headings[0]?.text || called } };
    }
  }
  if (records === 0) throw refusal('no-text', 'This EPUB has no text: its chapters are empty or images only.');
  yield { kind: 'done', ...endOf(missing, pictures) };
}

function endOf(missing: string[], pictures: number): { notes: string[]; incomplete: boolean; faulty: boolean } {
  const notes: string[] = [];
  if (missing.length > 0) {
    const count = missing.length === 1 ? '1 chapter' : `${missing.length.toLocaleString('en')} chapters`;
    const more = missing.length > 8 ? ', …' : '';
    notes.push(
      `${count} could not be read because the file is damaged there: ${missing.slice(0, 8).join(', ')}${more}.`,
    );
  }
  notes.push(...leftOutInWords([[pictures, ...pictureWords]]));
  return { notes, incomplete: false, faulty: missing.length > 0 };
}

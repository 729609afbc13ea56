import { type FoundObject, scanObjects } from './scan-objects.ts';

/** A file that can be opened again. `total`: how many pages it had, where that is still known. */
export type Rebuilt = { octets: Buffer; pages: number; total: number | undefined };

const isKind = (kind: string) => (object: FoundObject) =>
  new RegExp(`/Type[\\s\\0]*/${kind}(?![A-Za-z])`).test(object.dictionary);
const isPage = isKind('Page');
const isBranch = isKind('Pages');
const isCatalog = isKind('Catalog');

const reference = (dictionary: string, key: string): number | undefined => {
  const number = new RegExp(`/${key}[\\s\\0]+(\\d+)[\\s\\0]+\\d+[\\s\\0]+R`).exec(dictionary)?.[1];
  return number === undefined ? undefined : Number(number);
};
const references = (list: string): number[] =>
  [...list.matchAll(/(\d+)[\s\0]+\d+[\s\0]+R/g)].map(([, number]) => Number(number));
const kidsOf = ({ dictionary }: FoundObject): number[] =>
  references(/\/Kids[\s\0]*\[([^\]]*)/.exec(dictionary)?.[1] ?? '');
const countOf = ({ dictionary }: FoundObject): number => Number(/\/Count[\s\0]+(\d+)/.exec(dictionary)?.[1] ?? 0);

type Objects = Map<number, FoundObject>;

/** A page whose contents are gone would look blank, which it is not. */
function hasContents(objects: Objects, { dictionary }: FoundObject): boolean {
  const list = /\/Contents[\s\0]*\[([^\]]*)/.exec(dictionary)?.[1];
  const numbers = list === undefined ? [reference(dictionary, 'Contents')] : references(list);
  const wanted = numbers.filter((number) => number !== undefined);
  return wanted.length === 0 || wanted.some((number) => objects.has(number));
}

/** The pages below an object in their order. `seen` ends circles. */
function pagesBelow(objects: Objects, number: number, seen: Set<number>): number[] {
  const object = objects.get(number);
  if (!object || seen.has(number)) return [];
  seen.add(number);
  if (isPage(object)) return [number];
  return kidsOf(object).flatMap((kid) => pagesBelow(objects, kid, seen));
}

/** Whether the way up from a page ends at an object that is lost: then no list names it any more. */
function isOrphan(objects: Objects, page: FoundObject): boolean {
  let parent = reference(page.dictionary, 'Parent');
  for (let steps = 0; parent !== undefined && steps < 100; steps++) {
    const object = objects.get(parent);
    if (!object) return true;
    parent = reference(object.dictionary, 'Parent');
  }
  return false;
}

/** The numbers of all pages that are left, in order: as the lists that are left have them, then the others as the file has them. */
function pagesLeft(objects: Objects, root: number | undefined): number[] {
  const seen = new Set<number>();
  const listed = root === undefined ? [] : pagesBelow(objects, root, seen);
  const all = [...objects.values()].filter(isPage);
  const orphans = all.filter((page) => !seen.has(page.number) && (listed.length === 0 || isOrphan(objects, page)));
  return [...listed, ...orphans.map((page) => page.number)].filter((number) => {
    const page = objects.get(number);
    return page !== undefined && hasContents(objects, page);
  });
}

function totalOf(objects: Objects, root: number | undefined): number | undefined {
  const tree = root === undefined ? undefined : objects.get(root);
  const counts = [...objects.values()].filter(isBranch).map(countOf);
  // a file for the web says at its beginning how many pages it has
  const linear = [...objects.values()].find(({ dictionary }) => dictionary.includes('/Linearized'));
  const stated = Number(/\/N[\s\0]+(\d+)/.exec(linear?.dictionary ?? '')?.[1] ?? 0);
  const total = Math.max(stated, tree ? countOf(tree) : 0, ...counts);
  return total > 0 ? total : undefined;
}

/** The table of places as a stream: a byte for the kind, five for the place, two for the generation or the index in a pack. */
function placesOf(objects: Objects, size: number): Buffer {
  const rows = Buffer.alloc(size * 8);
  for (const { number, at } of objects.values()) {
    if (number >= size) continue;
    const packed = 'pack' in at;
    rows.writeUInt8(packed ? 2 : 1, number * 8);
    rows.writeUIntBE(packed ? at.pack : at.offset, number * 8 + 1, 5);
    rows.writeUInt16BE(packed ? at.index : at.generation, number * 8 + 6);
  }
  return rows;
}

const most = { objects: 8_000_000 };

/**
 * A PDF that lost its end, with a new one: the table of its objects, and a list of the pages whose contents are still there. Undefined
 * where no page is, and for encrypted files, whose packed objects cannot be looked into.
 */
export function rebuildPdf(given: Buffer): Rebuilt | undefined {
  const start = Math.max(0, given.subarray(0, 1024).indexOf('%PDF-'));
  const octets = given.subarray(start);
  const objects = scanObjects(octets);
  const trailers = [
    ...octets.toString('latin1', Math.max(0, octets.length - 4096)).matchAll(/trailer([\s\S]*?)startxref/g),
  ];
  const all = [...objects.values()];
  if (
    [...all.filter(isKind('XRef')).map(({ dictionary }) => dictionary), ...trailers.map(([text]) => text)].some(
      (text) => text.includes('/Encrypt'),
    )
  )
    return undefined;
  const catalog = all.findLast(isCatalog);
  const root = catalog && reference(catalog.dictionary, 'Pages');
  const pages = pagesLeft(objects, root);
  const last = Math.max(...objects.keys());
  if (pages.length === 0 || last > most.objects) return undefined;
  // an object that was cut in two ends here
  const parts = [octets, Buffer.from('\nendstream\nendobj\n')];
  let length = parts.reduce((sum, part) => sum + part.length, 0);
  const add = (number: number, body: string | Buffer) => {
    objects.set(number, { number, dictionary: '', at: { offset: length, generation: 0 } });
    const part = Buffer.concat([Buffer.from(`${number} 0 obj\n`), Buffer.from(body), Buffer.from('\nendobj\n')]);
    parts.push(part);
    length += part.length;
  };
  const kids = pages.map((number) => `${number} ${generationOf(objects, number)} R`).join(' ');
  add(last + 1, `<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`);
  const form = /\/AcroForm[\s\0]+\d+[\s\0]+\d+[\s\0]+R/.exec(catalog?.dictionary ?? '')?.[0] ?? '';
  add(last + 2, `<< /Type /Catalog /Pages ${last + 1} 0 R ${form} >>`);
  const at = length;
  objects.set(last + 3, { number: last + 3, dictionary: '', at: { offset: at, generation: 0 } });
  const rows = placesOf(objects, last + 4);
  const entries = `<< /Type /XRef /Size ${last + 4} /W [1 5 2] /Root ${last + 2} 0 R /Length ${rows.length} >>\nstream\n`;
  add(last + 3, Buffer.concat([Buffer.from(entries), rows, Buffer.from('\nendstream')]));
  parts.push(Buffer.from(`startxref\n${at}\n%%EOF\n`));
  return { octets: Buffer.concat(parts), pages: pages.length, total: totalOf(objects, root) };
}

function generationOf(objects: Objects, number: number): number {
  const at = objects.get(number)?.at;
  return at && 'generation' in at ? at.generation : 0;
}

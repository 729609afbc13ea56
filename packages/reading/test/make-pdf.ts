import { createHash } from 'node:crypto';

/** A line of text at a place on an A4 page: points from the bottom left, as PDF counts. */
export type PdfLine = { x: number; y: number; text: string; size?: number; bold?: boolean };
/** `packed`: the page's content, deflated, in place of its lines. */
export type PdfPage = { lines: PdfLine[]; rotate?: 0 | 90 | 180 | 270; packed?: Buffer };
export type PdfOptions = { userPassword?: string; title?: string };

export const pageHeight = 842;
const pageWidth = 595;

/** WinAnsi octets as a PDF string; what Latin-1 cannot say becomes a question mark. */
function pdfString(text: string, encrypt: (octets: Buffer) => Buffer): string {
  const latin = Buffer.from(text.replace(/[^\x20-\x7e\xa0-\xff]/g, '?'), 'latin1');
  return `<${encrypt(latin).toString('hex')}>`;
}

function contentOf(page: PdfPage): Buffer {
  const plain = (octets: Buffer) => octets;
  const shown = page.lines.map(
    (line) =>
      `BT /${line.bold ? 'F2' : 'F1'} ${line.size ?? 11} Tf 1 0 0 1 ${line.x} ${line.y} Tm ${pdfString(line.text, plain)} Tj ET`,
  );
  return Buffer.from(shown.join('\n'), 'latin1');
}

function rc4(key: Buffer, octets: Buffer): Buffer {
  const s = Array.from({ length: 256 }, (_, i) => i);
  const swap = (i: number, j: number) => {
    [s[i], s[j]] = [s[j] as number, s[i] as number];
  };
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + (s[i] as number) + (key[i % key.length] as number)) & 255;
    swap(i, j);
  }
  let i = 0;
  let j = 0;
  return octets.map((octet) => {
    i = (i + 1) & 255;
    j = (j + (s[i] as number)) & 255;
    swap(i, j);
    return octet ^ (s[((s[i] as number) + (s[j] as number)) & 255] as number);
  }) as Buffer;
}

const padding = Buffer.from('28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A', 'hex');
const md5 = (...parts: Buffer[]) => createHash('md5').update(Buffer.concat(parts)).digest();

/** The oldest of PDF's encryptions (40 bit RC4): enough to make a reader ask for the password. */
function encryption(password: string) {
  const padded = Buffer.concat([Buffer.from(password, 'latin1'), padding]).subarray(0, 32);
  const owner = rc4(md5(padded).subarray(0, 5), padded);
  const id = Buffer.alloc(16, 7);
  const permissions = Buffer.from([0xfc, 0xff, 0xff, 0xff]);
  const key = md5(padded, owner, permissions, id).subarray(0, 5);
  const user = rc4(key, padding);
  const dictionary = `<< /Filter /Standard /V 1 /R 2 /O <${owner.toString('hex')}> /U <${user.toString('hex')}> /P -4 >>`;
  const forObject = (number: number) => (octets: Buffer) =>
    rc4(md5(key, Buffer.from([number & 255, number >> 8, 0, 0, 0])).subarray(0, 10), octets);
  return { id: id.toString('hex'), dictionary, forObject };
}

/** A valid PDF 1.4 with Helvetica text, small and the same for the same input. */
export function makePdf(pages: PdfPage[], options: PdfOptions = {}): Buffer {
  const locked = options.userPassword === undefined ? undefined : encryption(options.userPassword);
  const objects: (string | Buffer)[] = [];
  const add = (body: string | Buffer) => objects.push(body);
  const font = (name: string) => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
  add('<< /Type /Catalog /Pages 2 0 R >>');
  const kids = pages.map((_, i) => `${5 + i * 2} 0 R`).join(' ');
  add(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
  add(font('Helvetica'));
  add(font('Helvetica-Bold'));
  for (const [i, page] of pages.entries()) {
    const number = 5 + i * 2;
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${pageWidth} ${pageHeight}] /Rotate ${page.rotate ?? 0} ` +
        `/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents ${number + 1} 0 R >>`,
    );
    const content = page.packed ?? contentOf(page);
    const filter = page.packed ? ' /Filter /FlateDecode' : '';
    const octets = locked ? locked.forObject(number + 1)(content) : content;
    add(
      Buffer.concat([
        Buffer.from(`<< /Length ${octets.length}${filter} >>\nstream\n`),
        octets,
        Buffer.from('\nendstream'),
      ]),
    );
  }
  let trailer = '/Root 1 0 R';
  if (options.title !== undefined) {
    const number = objects.length + 1;
    add(`<< /Title ${pdfString(options.title, locked ? locked.forObject(number) : (octets) => octets)} >>`);
    trailer += ` /Info ${number} 0 R`;
  }
  if (locked) {
    add(locked.dictionary);
    trailer += ` /Encrypt ${objects.length} 0 R /ID [<${locked.id}> <${locked.id}>]`;
  }
  return assemblePdf(objects, trailer);
}

/** A stream with what its dictionary says besides its length. */
export const pdfStream = (content: string | Buffer, entries = ''): Buffer =>
  Buffer.concat([
    Buffer.from(`<< /Length ${Buffer.byteLength(content)} ${entries} >>\nstream\n`),
    Buffer.from(content),
    Buffer.from('\nendstream'),
  ]);

/** A file of these objects, the first being number 1, with its table of places. */
export function assemblePdf(objects: (string | Buffer)[], trailer = '/Root 1 0 R'): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  let length = (parts[0] as Buffer).length;
  const offsets: number[] = [];
  for (const [i, body] of objects.entries()) {
    offsets.push(length);
    const part = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), Buffer.from(body), Buffer.from('\nendobj\n')]);
    parts.push(part);
    length += part.length;
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} ${trailer} >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

/** Pages of running text, one string a page, wrapped at about 85 characters. */
export function textPdf(pages: string[], options: PdfOptions = {}): Buffer {
  return makePdf(
    pages.map((text) => ({ lines: wrap(text, 85).map((line, i) => ({ x: 72, y: 770 - i * 14, text: line })) })),
    options,
  );
}

function wrap(text: string, width: number): string[] {
  return text
    .split('\n')
    .flatMap((paragraph) => paragraph.match(new RegExp(`\\S.{0,${width - 1}}(?=\\s|$)`, 'g')) ?? ['']);
}

/** Pages with nothing on them. */
export const blankPdf = (pages: number): Buffer => makePdf(Array.from({ length: pages }, () => ({ lines: [] })));

import { randomUUID } from 'node:crypto';
import { mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDocx, paragraph } from '../../test/make-docx.ts';
import { textPdf } from '../../test/make-pdf.ts';
import { makeZip } from '../../test/make-zip.ts';
import { extractSource } from './extract-source.ts';

// What people send to hurt: each file is made for its test, and read as in life, in a process of its own.

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'bad-files-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

async function read(mediaType: string, content: Buffer | string) {
  const path = join(dir, randomUUID());
  await writeFile(path, content);
  return readFrom(mediaType, path, 512);
}

async function readFrom(mediaType: string, path: string, memoryMb: number) {
  let text = '';
  let notes: string[] = [];
  const { signal } = new AbortController();
  for await (const message of extractSource({ path, mediaType, memoryMb, timeoutMs: 120_000, signal })) {
    if (message.kind === 'record') text += message.record.text;
    if (message.kind === 'records') text += message.records.map((record) => record.text).join('\n');
    if (message.kind === 'done') notes = message.notes;
  }
  return { text, notes };
}

describe('an archive', () => {
  test('of 20,000 entries is refused before one is unpacked', async () => {
    const more = Array.from({ length: 20_000 }, (_, i) => ({ name: `x/${i}`, content: '' }));
    await expect(read(docx, makeDocx([paragraph('Hello')], { more }))).rejects.toMatchObject({
      reason: 'sources.overfull',
    });
  });

  test('whose entry climbs out of its folder writes nothing anywhere', async () => {
    const before = await readdir(dir);
    const more = [{ name: '../../climbed.txt', content: 'out' }];
    await expect(read(docx, makeDocx([paragraph('Hello')], { more }))).rejects.toMatchObject({
      reason: 'sources.damaged',
    });
    expect((await readdir(dir)).length).toBe(before.length + 1);
  });

  test('within an archive within an archive stays closed', async () => {
    const zeros = makeZip([{ name: 'zeros', content: Buffer.alloc(50_000_000) }]);
    const nested = makeZip(Array.from({ length: 16 }, (_, i) => ({ name: `${i}.zip`, content: zeros })));
    const { text } = await read(docx, makeDocx([paragraph('Hello')], { more: [{ name: 'a.zip', content: nested }] }));
    expect(text).toBe('Hello');
  });
});

describe('a workbook', () => {
  const book = (prologue: string, cell: string) =>
    makeZip([
      {
        name: '[Content_Types].xml',
        content: `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
      },
      {
        name: 'xl/workbook.xml',
        content: `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      },
      {
        name: 'xl/_rels/workbook.xml.rels',
        content: `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      },
      {
        name: 'xl/worksheets/sheet1.xml',
        content: `<?xml version="1.0"?>${prologue}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>wheel ${cell}</t></is></c></row></sheetData></worksheet>`,
      },
    ]);

  test.each([
    ['names a file of the machine as an entity', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', '&e;'],
    [
      'has entities that multiply without end',
      `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">${'bcdefghij'.replace(/./g, (name, i: number) => `<!ENTITY ${name} "${`&${'abcdefghi'[i]};`.repeat(10)}">`)}]>`,
      '&j;',
    ],
  ])('that %s gets nothing by it', async (_, prologue, cell) => {
    const text = await read(xlsx, book(prologue, cell)).then(
      (result) => result.text,
      (error: Error) => error.message,
    );
    expect(text).not.toContain('root:');
    expect(text.length).toBeLessThan(10_000);
  });
});

describe('a PDF', () => {
  const head = '%PDF-1.7\n';
  const page = textPdf(['The page itself.']);

  test('with 250,000 objects and no list of them is read, or refused in words', async () => {
    const objects = Array.from({ length: 250_000 }, (_, i) => `${i + 10} 0 obj null endobj\n`).join('');
    const octets = Buffer.concat([Buffer.from(head + objects), page]);
    const text = await read('application/pdf', octets).then(
      (result) => result.text,
      (error: { kind: string }) => error.kind,
    );
    expect(['The page itself.', 'invalid']).toContain(text);
  });

  test('that carries a script, starts a program and has a file in it is read, and that is told', async () => {
    const actions =
      '20 0 obj << /S /JavaScript /JS (app.alert(1)) >> endobj\n21 0 obj << /S /Launch /F (cmd.exe) >> endobj\n22 0 obj << /Type /EmbeddedFile >> endobj\n';
    const octets = Buffer.concat([page.subarray(0, 9), Buffer.from(actions), page.subarray(9)]);
    const { text, notes } = await read('application/pdf', octets);
    expect(text).toBe('The page itself.');
    expect(notes.join()).toMatch(/a script and a command that starts a program and an attached file/);
  });

  test('that is a web page too is read as a PDF only', async () => {
    const octets = Buffer.concat([page, Buffer.from('<html><script>alert(1)</script><p>Stolen</p></html>')]);
    const { text } = await read('application/pdf', octets);
    expect(text).toBe('The page itself.');
  });
});

describe('a web page', () => {
  test('with a drawing that carries a script gives its words alone', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><a href="javascript:alert(2)"><text>Wheel</text></a></svg>';
    const { text } = await read('text/html', `<html><body><p>The mill.</p>${svg}</body></html>`);
    expect(text).toContain('The mill.');
    expect(text).not.toMatch(/alert|script/);
  });
});

describe('a table', () => {
  test('of one line of 512 MB is refused, and the reader stays small', async () => {
    const path = join(dir, randomUUID());
    const file = await open(path, 'w');
    await file.write(Buffer.alloc(300_000, 'x'));
    // the rest is a hole, which is read as zeros and takes no room on the disk
    await file.truncate(512_000_000);
    await file.close();
    await expect(readFrom('text/csv', path, 300)).rejects.toMatchObject({
      reason: 'sources.row-too-long',
      message: expect.stringContaining('Row 1 is longer than 1,000,000 characters'),
    });
  }, 120_000);
});

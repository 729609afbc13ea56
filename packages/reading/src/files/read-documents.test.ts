import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { utils, write } from '@e965/xlsx';
import { fileKinds, type MediaType } from '@millrace/contract/reading/file-kinds';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDocx, paragraph, table } from '../../test/make-docx.ts';
import { makeZip } from '../../test/make-zip.ts';
import { extractSource } from './extract-source.ts';
import type { ExtractedRecord } from './extracted.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'documents-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const typeOf = (extension: string) =>
  fileKinds.find((kind) => (kind.extensions as readonly string[]).includes(extension))?.mediaType as MediaType;

/** In the reading process, as in life: it may open only what it is allowed to. */
async function read(extension: string, content: Buffer | string) {
  const path = join(dir, randomUUID());
  await writeFile(path, content);
  const records: ExtractedRecord[] = [];
  let notes: string[] = [];
  const options = { memoryMb: 400, timeoutMs: 60_000, signal: new AbortController().signal };
  for await (const message of extractSource({ path, mediaType: typeOf(extension), ...options })) {
    if (message.kind === 'record') records.push(message.record);
    if (message.kind === 'records') records.push(...message.records);
    if (message.kind === 'done') notes = message.notes;
  }
  return { records, notes, text: records.map((record) => record.text).join('') };
}

describe('a Word document', () => {
  test('comes with its headings, and its tables as tables', async () => {
    const octets = makeDocx([
      paragraph('The mill', 1),
      paragraph('It stands at the river.'),
      paragraph('Parts', 2),
      table([
        ['Part', 'Use'],
        ['Wheel', 'Turns'],
      ]),
    ]);
    const { records, text } = await read('.docx', octets);
    expect(text).toBe('# The mill\n\nIt stands at the river.\n\n## Parts\n\n| Part | Use |\n| Wheel | Turns |');
    expect(records[0]?.headings.map((heading) => [heading.level, heading.text])).toEqual([
      [1, 'The mill'],
      [2, 'Parts'],
    ]);
  });

  test('that names a file of the machine as an entity does not get it', async () => {
    const prologue = '<!DOCTYPE w:document [<!ENTITY stolen SYSTEM "file:///etc/passwd">]>';
    const reading = read('.docx', makeDocx([paragraph('before &stolen; after')], { prologue }));
    const text = await reading.then((result) => result.text).catch((error: Error) => error.message);
    expect(text).not.toContain('root:');
  });

  test('whose entities multiply without end is over soon', async () => {
    const levels = Array.from({ length: 12 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`);
    const prologue = `<!DOCTYPE w:document [<!ENTITY e0 "ha">${levels.join('')}]>`;
    const reading = read('.docx', makeDocx([paragraph('&e12; end')], { prologue }));
    const length = await reading.then((result) => result.text.length).catch(() => 0);
    expect(length).toBeLessThan(1_000);
  });

  test('that unpacks to a gigabyte is refused before it is unpacked', async () => {
    const more = [{ name: 'word/media/bomb.bin', content: 'x', claims: 1024 ** 3 }];
    await expect(read('.docx', makeDocx([paragraph('Hello')], { more }))).rejects.toMatchObject({
      reason: 'sources.overfull',
    });
  });

  test('whose archive lies about its size takes down its own process only', async () => {
    const content = Buffer.concat([Buffer.from('<w:t>'), Buffer.alloc(700 * 1024 * 1024, 'a')]);
    const octets = makeZip([{ name: 'word/document.xml', content, claims: 100 }]);
    await expect(read('.docx', octets)).rejects.toMatchObject({ kind: 'invalid' });
  });

  test.each([
    ['cut off', makeDocx([paragraph('Hello')]).subarray(0, 400), /damaged/],
    ['another archive', makeZip([{ name: 'a.txt', content: 'a' }]), /not a Word document/],
    ['empty', makeDocx([paragraph('')]), /no text/],
  ])('that is %s is refused with the reason', async (_, octets, words) => {
    await expect(read('.docx', octets)).rejects.toThrow(words);
  });
});

describe('a workbook', () => {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([['Name', 'Price'], ['Wheel', 12.5], [], ['Stone', 7]]), 'Parts');
  utils.book_append_sheet(book, utils.aoa_to_sheet([[]]), 'Empty');
  utils.book_append_sheet(
    book,
    utils.aoa_to_sheet([[], ['Date', 'Event'], [new Date(Date.UTC(2026, 0, 2)), 'Flood']]),
    'Log',
  );

  test('comes row by row with sheet and row', async () => {
    const { records } = await read('.xlsx', write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
    expect(records.map(({ place, title, text }) => [place, title, text])).toEqual([
      [{ kind: 'row', sheet: 'Parts', row: 2 }, 'Wheel', 'Name: Wheel\nPrice: 12.5'],
      [{ kind: 'row', sheet: 'Parts', row: 4 }, 'Stone', 'Name: Stone\nPrice: 7'],
      [{ kind: 'row', sheet: 'Log', row: 3 }, undefined, expect.stringMatching(/^Date: .*1.*2.*\nEvent: Flood$/)],
    ]);
  });

  test.each([
    ['damaged', makeZip([{ name: 'xl/workbook.xml', content: '<workbook' }]), /damaged|no rows/],
    [
      'without rows',
      Buffer.from(
        write(
          { SheetNames: ['A'], Sheets: { A: utils.aoa_to_sheet([['only a header']]) } },
          { type: 'buffer', bookType: 'xlsx' },
        ),
      ),
      /no rows/,
    ],
  ])('that is %s is refused with the reason', async (_, octets, words) => {
    await expect(read('.xlsx', octets)).rejects.toThrow(words);
  });
});

const page = (body: string, head = '') =>
  `<!doctype html><html lang="en"><head><title> The  mill </title>${head}</head><body>${body}</body></html>`;

describe('a saved page', () => {
  const paragraphs = Array.from(
    { length: 6 },
    (_, i) => `<p>Paragraph ${i}: the wheel turns, and the stones grind, and the miller sleeps well tonight.</p>`,
  );

  test('comes as its main text with title, headings and tables, without its menus', async () => {
    const nav = '<nav><a href="/">Home</a></nav><footer>Imprint</footer>';
    const body = `${nav}<article><h1>Mill</h1>${paragraphs.join('')}<h2>Parts</h2><table><tr><th>Part</th><th>Use</th></tr><tr><td>Wheel</td><td>Turns</td></tr></table></article>`;
    const { records, text } = await read('.html', page(body));
    expect(records[0]?.title).toBe('The mill');
    expect(text).toContain('Paragraph 5: the wheel turns');
    expect(text).toContain('## Parts');
    expect(text).toContain('| Wheel | Turns |');
    expect(text).not.toMatch(/Home|Imprint/);
  });

  test('that is a list of short things loses none of them', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `<div><span>Item ${i}</span></div>`).join('');
    const { text } = await read('.html', page(`<div>${rows}</div><p>${'A long closing remark. '.repeat(3)}</p>`));
    for (let i = 0; i < 40; i++) expect(text).toMatch(new RegExp(`Item ${i}\\b`));
  });

  test('is read in the encoding that it states', async () => {
    const html = page('<p>M\xfchle und Gr\xf6\xdfe</p>', '<meta charset="iso-8859-1">');
    const { text, notes } = await read('.html', Buffer.from(html, 'latin1'));
    expect(text).toBe('Mühle und Größe');
    expect(notes).toEqual([]);
  });

  test('of tags within tags within tags is still read or refused in words', async () => {
    const reading = read('.html', page(`${'<div>'.repeat(20_000)}deep${'</div>'.repeat(20_000)}<p>after</p>`));
    const outcome = await reading.then(({ text }) => text).catch((error: Error) => error.message);
    expect(outcome).toMatch(/after|text|long|memory/);
  });
});

describe('a mail', () => {
  const mail = [
    'From: Ada Lovelace <ada@example.org>',
    'To: "Babbage, Charles" <charles@example.org>',
    'Subject: =?utf-8?B?VGhlIG3DvGhsZQ==?=',
    'Date: Tue, 1 Sep 2026 10:00:00 +0000',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/html; charset=utf-8',
    '',
    '<p>Dear Charles,</p><p>the <b>engine</b> runs.</p>',
    '--b',
    'Content-Type: application/pdf; name=plan.pdf',
    'Content-Disposition: attachment; filename=plan.pdf',
    'Content-Transfer-Encoding: base64',
    '',
    'JVBERg==',
    '--b--',
    '',
  ].join('\r\n');

  test('comes with who, when, about what, its text and what is attached', async () => {
    const { records, text, notes } = await read('.eml', mail);
    expect(records[0]?.title).toBe('The mühle');
    expect(text).toMatch(
      /^Subject: The mühle\nFrom: Ada Lovelace <ada@example.org>\nTo: Babbage, Charles <charles@example.org>\nDate: .*2026.*\n\nDear Charles,\n\nthe engine runs\.\n\nAttachments:\n- plan\.pdf$/,
    );
    expect(notes).toEqual(['Not read: plan.pdf. The content is plain text, which does not match the name.']);
  });
});

describe('whatever the kind of the file, its text', () => {
  test('is in composed letters, without soft hyphens and joined forms', async () => {
    const words = 'Mu\u0308hle co\u00adop \ufedf\ufe8e o\ufb03ce';
    const csv = await read('.csv', `name,note\na,${words}\n`);
    const docx = await read('.docx', makeDocx([paragraph(words)]));
    const html = await read('.html', page(`<p>${words}</p>`));
    const text = await read('.txt', words);
    for (const result of [csv, docx, html, text]) expect(result.text).toContain('Mühle coop لا office');
  });
});

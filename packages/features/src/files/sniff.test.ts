import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { sniff } from './sniff.ts';

const bytes = (...parts: (string | number[] | Buffer)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));
const sniffed = (name: string, content: Buffer) =>
  sniff({ head: content.subarray(0, 8192), size: content.length, name });

const pdf = bytes('%PDF-1.7\n%', [0xe2, 0xe3, 0xcf, 0xd3], '\n1 0 obj\n');
const exe = bytes('MZ', [0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xff, 0xff, 0, 0], Buffer.alloc(200));
const zip = bytes('PK', [3, 4, 20, 0, 0, 0, 8, 0], Buffer.alloc(40));
const container = bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], Buffer.alloc(512));
const png = bytes([0x89], 'PNG', [13, 10, 26, 10, 0, 0, 0, 13], 'IHDR', Buffer.alloc(40));

test.each([
  ['report.pdf', pdf, 'application/pdf'],
  ['REPORT.PDF', pdf, 'application/pdf'],
  ['blank lines first.pdf', bytes('\r\n ', pdf), 'application/pdf'],
  ['saved with its headers.pdf', bytes('HTTP/1.1 200 OK\r\n', pdf), 'application/pdf'],
  ['from a mail.pdf', bytes('Received: from mill <a@example.org>\r\n\r\n', pdf), 'application/pdf'],
  ['from a printer.pdf', bytes([0x1b], '%-12345X@PJL SET DUPLEX=ON\n', pdf), 'application/pdf'],
  ['from an old Mac.pdf', bytes([0, 8], 'letter', Buffer.alloc(120), pdf), 'application/pdf'],
  ['no extension', pdf, 'application/pdf'],
  ['notes.md', bytes('# Notes\n'), 'text/markdown'],
  ['notes.markdown', bytes('# Notes\n'), 'text/markdown'],
  ['notes.txt', bytes('Grüße, 世界 👋'), 'text/plain'],
  ['README', bytes('Read me'), 'text/plain'],
  ['begins like a program.txt', bytes('MZ is the mark of a DOS program.'), 'text/plain'],
  ['begins like a picture.txt', bytes('BM stands for bitmap.'), 'text/plain'],
  ['utf-8 mark.txt', bytes([0xef, 0xbb, 0xbf], 'text'), 'text/plain'],
  ['utf-16le mark.txt', bytes([0xff, 0xfe], Buffer.from('Übung 世界', 'utf16le')), 'text/plain'],
  ['utf-16be mark.txt', bytes([0xfe, 0xff], Buffer.from('Übung', 'utf16le').swap16()), 'text/plain'],
  ['utf-16 without a mark.txt', Buffer.from('plain words', 'utf16le'), 'text/plain'],
  [
    'Japanese utf-16 without a mark.txt',
    Buffer.from('港の門は満潮の二時間前に開きます。\r\n', 'utf16le'),
    'text/plain',
  ],
  ['iso-2022-jp.txt', bytes([0x1b], '$B9A$NLg', [0x1b], '(B'), 'text/plain'],
  ['windows-1252.txt', bytes('Gr', [0xfc, 0xdf], 'e aus K', [0xf6], 'ln ', [0x80], '5'), 'text/plain'],
  ['page.html', bytes('<script>alert(1)</script>'), 'text/html'],
  ['table.tsv', bytes('a\tb\n'), 'text/csv'],
  ['mail.eml', bytes('Subject: Hello\r\n\r\nText'), 'message/rfc822'],
  ['shift-jis.txt', bytes([0x90, 0x85, 0x8e, 0xd4]), 'text/plain'],
  ['letter.docx', zip, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['old letter.doc', container, 'application/msword'],
  ['exported.doc', bytes('<html xmlns:o="office"><body>Words</body></html>'), 'text/html'],
  ['renamed.doc', bytes('{\\rtf1\\ansi Hello}'), 'application/rtf'],
  ['saved as a page.doc', bytes('MIME-Version: 1.0\r\nContent-Type: multipart/related'), 'message/rfc822'],
  ['letter.rtf', bytes('{\\rtf1\\ansi Hello}'), 'application/rtf'],
  ['slides.pptx', zip, 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
  ['macros.docm', zip, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['macros.xlsm', zip, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['book.epub', zip, 'application/epub+zip'],
  ['letter.odt', zip, 'application/vnd.oasis.opendocument.text'],
  ['table.ods', zip, 'application/vnd.oasis.opendocument.spreadsheet'],
  ['slides.odp', zip, 'application/vnd.oasis.opendocument.presentation'],
  ['table.xlsb', zip, 'application/vnd.ms-excel.sheet.binary.macroenabled.12'],
  ['table.xls', container, 'application/vnd.ms-excel'],
  ['exported.xls', bytes('\n<table><tr><td>1</td></tr></table>'), 'text/html'],
  ['exported as text.xls', bytes('Name\tPrice\n'), 'text/csv'],
  [
    'exported as XML.xls',
    bytes('<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>'),
    'application/vnd.ms-excel',
  ],
  ['renamed.xls', zip, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['message.msg', container, 'application/vnd.ms-outlook'],
  ['mails.mbox', bytes('From a Tue Sep  1 10:00:00 2026\nSubject: x\n'), 'application/mbox'],
  ['data.json', bytes('{"a":1}'), 'application/json'],
  ['data.jsonl', bytes('{"a":1}\n'), 'application/x-ndjson'],
  ['documents.zip', zip, 'application/zip'],
  ['a zip without an extension', zip, 'application/zip'],
  ['photo.heic', bytes([0, 0, 0, 24], 'ftypheic', [0, 0, 0, 0], 'mif1heic', Buffer.alloc(40)), 'image/heic'],
  ['scan.png', png, 'image/png'],
  ['little endian, directory last.tif', bytes('II*', [0, 0x88, 0xa9, 3, 0], Buffer.alloc(40, 0xff)), 'image/tiff'],
  ['big endian, directory last.tiff', bytes('MM', [0, 0x2a, 0, 3, 0xa9, 0x88], Buffer.alloc(40, 0xff)), 'image/tiff'],
  ['photo.jpeg', bytes([0xff, 0xd8, 0xff, 0xe0, 0, 16], 'JFIF', Buffer.alloc(60)), 'image/jpeg'],
  ['call.mp3', bytes('ID3', [4, 0, 0, 0, 0, 0x7f, 0x7f], Buffer.alloc(8000)), 'audio/mpeg'],
  ['call.wav', bytes('RIFF', [36, 0, 0, 0], 'WAVEfmt ', Buffer.alloc(28)), 'audio/wav'],
  ['call.ogg', bytes('OggS', [0, 2], Buffer.alloc(22), 'OpusHead', Buffer.alloc(40)), 'audio/ogg'],
  ['call.webm', bytes([0x1a, 0x45, 0xdf, 0xa3, 0x87, 0x42, 0x82, 0x84], 'webm', Buffer.alloc(40)), 'audio/webm'],
  ['call.m4a', bytes([0, 0, 0, 24], 'ftypM4A ', Buffer.alloc(40)), 'audio/mp4'],
  ['one letter.txt', bytes('a'), 'text/plain'],
] as const)('%s is accepted', async (name, content, type) => {
  expect(await sniffed(name, content)).toBe(type);
});

test('a character that the first 8 KB cut in two does not make a text binary', async () => {
  expect(await sniffed('long.txt', bytes('x', '世'.repeat(5000)))).toBe('text/plain');
});

test.each([
  ['empty.pdf', Buffer.alloc(0), 'files.empty', /empty/],
  ['setup.pdf', exe, 'files.type-mismatch', /extension \.pdf, but its content is a Windows program/],
  ['archive.pdf', zip, 'files.type-mismatch', /ZIP archive/],
  ['a mp3.wav', bytes('ID3', [4, 0, 0, 0, 0, 0x7f, 0x7f], Buffer.alloc(8000)), 'files.type-mismatch', /MP3 data/],
  ['picture.txt', png, 'files.type-mismatch', /PNG/],
  ['setup.exe', exe, 'files.not-allowed', /\.exe files are not accepted/],
  ['drawing.svg', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'files.not-allowed', /\.svg/],
  ['double.pdf.exe', pdf, 'files.not-allowed', /\.exe/],
  ['program', exe, 'files.not-allowed', /a Windows program/],
  ['really a pdf.txt', pdf, 'files.type-mismatch', /content is a PDF/],
  ['really text.pdf', bytes('Just words'), 'files.type-mismatch', /content is plain text/],
  ['letter.txt', bytes('{\\rtf1\\ansi Hello}'), 'files.type-mismatch', /RTF/],
  ['polyglot.pdf', bytes('<html><!--', pdf), 'files.type-mismatch', /extension \.pdf/],
  ['later polyglot.pdf', bytes('x <SCRIPT>', pdf), 'files.type-mismatch', /extension \.pdf/],
  ['noise.txt', randomBytes(8192), 'files.type-mismatch', /neither a PDF nor text|data/],
  [
    'locked.docx',
    container,
    'files.type-mismatch',
    /older or encrypted Office document\. Remove its password, or save it as \.docx/,
  ],
  [
    'slides.ppt',
    container,
    'files.not-allowed',
    /\.ppt files are not accepted\. .*save it as \.pptx, then upload that\./,
  ],
  [
    'text.pages',
    zip,
    'files.not-allowed',
    /\.pages files are not accepted\. Open it in Pages and export it as Word or PDF/,
  ],
  ['table.numbers', zip, 'files.not-allowed', /export it as Excel or CSV/],
  ['documents.rar', bytes('Rar!'), 'files.not-allowed', /pack them as \.zip/],
  ['a document without an extension', container, 'files.not-allowed', /older or encrypted Office document/],
  ['page.json', png, 'files.type-mismatch', /PNG/],
  ['zeros.txt', Buffer.alloc(8192), 'files.type-mismatch', /neither/],
] as const)('%s is refused with its reason', async (name, content, reason, words) => {
  const refusal = sniffed(name, content);
  await expect(refusal).rejects.toMatchObject({ kind: 'invalid', reason });
  await expect(refusal).rejects.toThrow(words);
});

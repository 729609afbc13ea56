import { expect, test } from 'vitest';
import { makeDocx, paragraph } from '../../../test/make-docx.ts';
import { makeMsg } from '../../../test/make-msg.ts';
import { textPdf } from '../../../test/make-pdf.ts';
import { readOctets } from '../../../test/read-octets.ts';

const mbox = (content: string | Buffer) => readOctets('application/mbox', content);
const msg = (content: Buffer) => readOctets('application/vnd.ms-outlook', content);
const whole = { page: null, sheet: null, row: null };

const base64Part = (name: string, octets: Buffer) =>
  [
    '--b',
    `Content-Type: application/octet-stream; name="${name}"`,
    `Content-Disposition: attachment; filename="${name}"`,
    'Content-Transfer-Encoding: base64',
    '',
    octets.toString('base64').replace(/.{76}/g, '$&\n'),
  ].join('\n');

const first = [
  'From ada@example.org Tue Sep  1 10:00:00 2026',
  'From: Ada <ada@example.org>',
  'Subject: The engine',
  'Date: Tue, 1 Sep 2026 10:00:00 +0000',
  '',
  'Dear Charles,',
  '>From here it runs.',
  '>>From there too.',
  'From now on, no separator.',
  '',
].join('\n');
const second = [
  'From MAILER-DAEMON Wed Sep  2 11:30:00 2026',
  'Subject: =?utf-8?B?TcO8aGxl?=',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Type: text/plain; charset=iso-8859-1',
  '',
  'Gr\xfc\xdfe',
  base64Part('plan.pdf', textPdf(['The plan.'])),
  '--b--',
  '',
].join('\n');

test('A mailbox comes mail by mail with subject and time, and what is attached', async () => {
  const { records, notes } = await mbox(
    Buffer.from(`${first}\n${second}\nFrom x Thu Sep  3 12:00:00 2026\n\nBare.\n`, 'latin1'),
  );
  expect(records.map(({ title, time, place, text }) => [title, time, place, text])).toEqual([
    [
      'The engine',
      '2026-09-01T10:00:00.000Z',
      undefined,
      expect.stringContaining('Dear Charles,\nFrom here it runs.\n>From there too.\nFrom now on, no separator.'),
    ],
    ['Mühle', null, undefined, 'Subject: Mühle\n\nGrüße\n\nAttachments:\n- plan.pdf'],
    ['plan.pdf', undefined, { kind: 'member', path: 'Mühle/plan.pdf', ...whole, page: 1 }, 'The plan.'],
    ['Mail 3', null, undefined, 'Bare.'],
  ]);
  expect(notes).toEqual([]);
});

test('A mail that is empty is reported by its number', async () => {
  const { records, notes, faulty } = await mbox(`${first}\nFrom x Thu Sep  3 12:00:00 2026\n\n`);
  expect(records).toHaveLength(1);
  expect(notes).toEqual(['One email was not read because it is damaged, empty or too large: number 2.']);
  expect(faulty).toBe(true);
});

test.each([
  ['not a mailbox', 'Subject: Just a mail\n\nText', /not an MBOX/],
  ['empty', 'From x Thu Sep  3 12:00:00 2026\n', /no email that can be read/],
])('A file that is %s is refused with the reason', async (_, content, words) => {
  await expect(mbox(content)).rejects.toThrow(words);
});

test('What is attached to a mail is read, and pictures in the text are reported', async () => {
  const inner = 'Subject: Inner\n\nA mail within a mail.';
  const mail = [
    'Subject: Outer',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'See below.',
    base64Part('letter.docx', makeDocx([paragraph('The letter', 1)])),
    base64Part('inner.eml', Buffer.from(inner)),
    base64Part('setup.exe', Buffer.from('MZ')),
    '--b',
    'Content-Type: image/png; name=logo.png',
    'Content-Disposition: inline; filename=logo.png',
    '',
    'x',
    '--b--',
  ].join('\n');
  const { records, notes, faulty } = await readOctets('message/rfc822', mail);
  expect(records.slice(1).map(({ title, place, text }) => [title, place, text])).toEqual([
    ['The letter', { kind: 'member', path: 'letter.docx', ...whole }, '# The letter'],
    ['Inner', { kind: 'member', path: 'inner.eml', ...whole }, 'Subject: Inner\n\nA mail within a mail.'],
  ]);
  expect(notes).toEqual(['1 picture in the text was not read.', 'Not read: setup.exe. .exe files are not read.']);
  expect(faulty).toBe(false);
});

const subject = { tag: '0037', value: 'Die Mühle' };

test('A message of Outlook has who, when, about what, its text and what is attached', async () => {
  const { records, notes } = await msg(
    makeMsg({
      properties: [
        subject,
        { tag: '0C1A', value: 'Ada Lovelace' },
        { tag: '5D01', value: 'ada@example.org' },
        { tag: '1000', value: 'Dear Charles,\r\n\r\nthe engine runs.\r\n' },
        { tag: '007D', value: 'Date: Tue, 1 Sep 2026 10:00:00 +0000' },
      ],
      recipients: [
        { name: 'Charles', address: 'charles@example.org', type: 1 },
        { name: 'Grace', address: 'grace@example.org', type: 2 },
      ],
      attachments: [
        {
          properties: [
            { tag: '3707', value: 'plan.pdf' },
            { tag: '3701', value: textPdf(['The plan.']) },
          ],
        },
      ],
    }),
  );
  expect(records.map(({ title, place, text }) => [title, place, text])).toEqual([
    [
      'Die Mühle',
      undefined,
      'Subject: Die Mühle\nFrom: Ada Lovelace <ada@example.org>\nTo: Charles <charles@example.org>\nCc: Grace <grace@example.org>\n\nDear Charles,\n\nthe engine runs.\n\nAttachments:\n- plan.pdf',
    ],
    ['plan.pdf', { kind: 'member', path: 'plan.pdf', ...whole, page: 1 }, 'The plan.'],
  ]);
  expect(notes).toEqual([]);
});

test('The formatted text is taken where the plain one is a stub, in the code page that is stated', async () => {
  const html = Buffer.from('<p>\xc7\xe0\xe2\xf2\xf0\xe0 the sluice opens at noon for everybody.</p>', 'latin1');
  const { text } = await msg(
    makeMsg({
      properties: [
        { tag: '0037', value: '\xcc\xe5\xeb\xfc', ansi: true },
        { tag: '1000', value: 'HTML' },
        { tag: '1013', value: html },
      ],
      numbers: { '3ffd0003': 1251, '3fde0003': 1251 },
    }),
  );
  expect(text).toBe('Subject: Мель\n\nЗавтра the sluice opens at noon for everybody.');
});

test.each([
  ['cut off', makeMsg({ properties: [subject] }).subarray(0, 600), /damaged/],
  ['no message', Buffer.from('Just words'), /damaged/],
])('A message that is %s is refused with the reason', async (_, content, words) => {
  await expect(msg(content)).rejects.toThrow(words);
});

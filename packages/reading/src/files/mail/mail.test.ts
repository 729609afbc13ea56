import { describe, expect, test } from 'vitest';
import { readWhole } from '../../../test/read-whole.ts';
import { invitationText } from './invitation-text.ts';
import { mailBody } from './mail-body.ts';
import { openMail } from './open-mail.ts';
import { readEml } from './read-eml.ts';
import { repairCharset } from './repair-charset.ts';

const head = (subject: string) =>
  `From: Ada <ada@example.org>\r\nSubject: ${subject}\r\nDate: Tue, 05 Mar 2030 10:00:00 +0000\r\nMIME-Version: 1.0\r\n`;
const part = (type: string, content: string, more = '') => `Content-Type: ${type}\r\n${more}\r\n${content}\r\n`;
const multi = (kind: string, parts: string[], boundary = 'b') =>
  `Content-Type: multipart/${kind}; boundary=${boundary}\r\n\r\n--${boundary}\r\n${parts.join(`--${boundary}\r\n`)}--${boundary}--\r\n`;
const read = (mail: string | Buffer) => readWhole(readEml, mail);
const alternative = (plain: string, html: string) =>
  read(
    head('Berth') +
      multi('alternative', [part('text/plain; charset=utf-8', plain), part('text/html; charset=utf-8', html)]),
  );

test('a date is written by the clock of the workspace', async () => {
  const late = Buffer.from(`${head('Late').replace('10:00:00 +0000', '23:30:00 -0800')}\r\nGood night.`);
  const textIn = async (zone?: string) => (await openMail(late, zone)).records.map(({ text }) => text).join('');
  expect(await textIn()).toContain('Date: 2030-03-06T07:30:00.000Z');
  expect(await textIn('UTC')).toContain('Date: 2030-03-06T07:30:00.000Z');
  expect(await textIn('Asia/Tokyo')).toContain('Date: 2030-03-06 16:30 (Asia/Tokyo)');
  expect(await textIn('America/Los_Angeles')).toContain('Date: 2030-03-05 23:30 (America/Los_Angeles)');
  expect((await openMail(late, 'Asia/Tokyo')).records[0]?.time).toBe('2030-03-06T07:30:00.000Z');
});

describe('of a text and a page the one that says more is read', () => {
  const page = '<p>Your berth is <b>number seventeen</b>.</p><table><tr><td>Fee</td><td>340 crowns</td></tr></table>';

  test.each([
    'This message is in HTML. Please use a mail program that shows HTML.',
    'View this mail in your browser: https://example.org/m/1',
    '[image]',
    '',
  ])('a text part “%s” is a stub', async (plain) => {
    const { text } = await alternative(plain, page);
    expect(text).toMatch(/Your berth is number seventeen\.\n\n\| Fee \| 340 crowns \|$/);
    expect(text).not.toContain('browser');
  });

  test('a page that is a picture has no text', async () => {
    expect((await alternative('Your berth is number seventeen.', '<img src="cid:1" alt="Berth">')).text).toMatch(
      /number seventeen\.$/,
    );
  });

  test('a text that says the same without tables stays as it is', () => {
    expect(mailBody('# not a heading\nYour berth is 17.', '<p># not a heading<br>Your berth is 17.</p>')).toMatchObject(
      {
        text: '# not a heading\nYour berth is 17.',
        markdown: false,
      },
    );
  });

  test('tables, numbers and powers that the text has lost come from the page', () => {
    const html = '<ol start="3"><li>Moor</li></ol><p>10<sup>6</sup> litres</p>';
    expect(mailBody('Moor\n\n106 litres', html).text).toBe('3. Moor\n\n10^6 litres');
  });

  test('where each has its own, both are read', () => {
    const long = (word: string) => Array.from({ length: 80 }, (_, i) => `${word}${i}`).join(' ');
    const { text } = mailBody(long('plain'), `<p>${long('page')}</p>`);
    expect(text).toContain('plain79');
    expect(text).toContain('page79');
  });

  test('what a mail hides above its text is left out with a count', async () => {
    const { text, notes } = await read(
      head('News') + part('text/html; charset=utf-8', '<div style="display:none">Preview words</div><h1>News</h1>'),
    );
    expect(text).toMatch(/# News$/);
    expect(text).not.toContain('Preview');
    expect(notes).toEqual(['1 hidden part in this email was not read.']);
  });
});

test('a mail that is a page alone is read as one, and a text stays as it was typed', async () => {
  const hidden = '<p style="display:none">Preview words</p>';
  const { text } = await read(head('News') + part('text/html; charset=utf-8', `${hidden}<p>All in one line.</p>`));
  expect(text).toMatch(/\n\nAll in one line\.$/);
  const typed = 'A  B\n  indented\n\n# 5 bolts';
  const plain = await read(`${head('Typed')}\r\n${typed}`);
  expect(plain.text.endsWith(typed)).toBe(true);
  expect(plain.records[0]?.headings).toEqual([]);
});

test('tables for the layout are none, tables within them are', async () => {
  const html =
    '<table><tr><td><table role="presentation"><tr><td><h2>Order</h2></td></tr><tr><td><table><tr><th>Item</th><th>Price</th></tr><tr><td rowspan="2">Rope</td><td>9</td></tr><tr><td>8</td></tr></table></td></tr></table></td></tr></table>';
  expect((await read(head('Order') + part('text/html', html))).text).toMatch(
    /## Order\n\n\| Item \| Price \|\n\| Rope \| 9 \|\n\| Rope \| 8 \|$/,
  );
});

test('forwarded mails are parts of their own, with their subject and time', async () => {
  const inner = `${head('Tide table').replace('05 Mar', '01 Feb')}${multi('mixed', [part('text/plain', 'High water at noon.'), part('application/pdf; name=tide.pdf', 'JVBERg==', 'Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n')], 'c')}`;
  const mail =
    head('Fwd') +
    multi('mixed', [
      part('text/plain', 'See below.'),
      part('message/rfc822', inner),
      part('message/rfc822', inner, 'Content-Disposition: attachment; filename=x.eml\r\n'),
      part('image/png; name=a.png', 'x'),
    ]);
  const { records } = await read(mail);
  expect(records.map(({ title, time }) => [title, time])).toEqual([
    ['Fwd', '2030-03-05T10:00:00.000Z'],
    ['Tide table', '2030-02-01T10:00:00.000Z'],
    ['Tide table', '2030-02-01T10:00:00.000Z'],
  ]);
  expect(records[0]?.text).not.toContain('High water');
  expect(records[1]?.text).toMatch(/^Subject: Tide table\n[\s\S]*High water at noon\.\n\nAttachments:\n- tide\.pdf$/);
});

describe('invitations', () => {
  const calendar = [
    'BEGIN:VCALENDAR',
    'METHOD:REQUEST',
    'BEGIN:VEVENT',
    'SUMMARY:Mooring\\, spring',
    'DTSTART;TZID=Europe/Vienna:20300401T090000',
    'DTEND:20300401T100000Z',
    'LOCATION:Gate 4',
    'ORGANIZER;CN="Ada Lovelace":mailto:ada@example.org',
    'ATTENDEE:mailto:ben@example.org',
    'DESCRIPTION:Bring',
    '  ropes\\nand gloves',
    'BEGIN:VALARM',
    'DESCRIPTION:Reminder',
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n');
  const event =
    'Event: Mooring, spring\nStart: 2030-04-01 09:00 (Europe/Vienna)\nEnd: 2030-04-01 10:00 (UTC)\nLocation: Gate 4\nOrganizer: Ada Lovelace <ada@example.org>\nAttendees: ben@example.org\nDescription: Bring ropes\nand gloves';

  test('are read once, though they come twice', async () => {
    expect(invitationText(calendar)).toBe(event);
    const mail =
      head('Invitation') +
      multi('mixed', [
        multi(
          'alternative',
          [part('text/plain', 'Please come.'), part('text/calendar; method=REQUEST', calendar)],
          'c',
        ),
        part('application/ics; name=invite.ics', calendar),
      ]);
    const { text, notes } = await read(mail);
    expect(text.endsWith(`Please come.\n\n${event}`)).toBe(true);
    expect(notes).toEqual([]);
  });
});

describe('how a mail is written down', () => {
  const plain = (type: string, content: string | Buffer, more = '') =>
    read(
      Buffer.concat([Buffer.from(`${head('x')}Content-Type: text/plain${type}\r\n${more}\r\n`), Buffer.from(content)]),
    ).then(({ text }) => text.split('\n\n').slice(1).join('\n\n'));

  test('does not matter', async () => {
    expect(
      await plain('; charset=utf-8', 'M=C3=BChle, a long =\r\nline', 'Content-Transfer-Encoding: quoted-printable\r\n'),
    ).toBe('Mühle, a long line');
    expect(
      await plain('; charset=iso-8859-1', Buffer.from('Mühle', 'latin1'), 'Content-Transfer-Encoding: 8bit\r\n'),
    ).toBe('Mühle');
    expect(await plain('; format=flowed', 'The wheel \r\nturns.\r\n> quoted \r\n> text')).toContain('The wheel turns.');
    expect(await plain('; charset=us-ascii', 'Mühle und पोखरी', 'Content-Transfer-Encoding: 8bit\r\n')).toBe(
      'Mühle und पोखरी',
    );
    expect(await plain('', '\u001b$B?eNL\u001b(B 42')).toBe('水量 42');
  });

  test('is not repaired where nothing is wrong', () => {
    for (const text of ['Müller Ê, ÄÖ', 'Привет é', 'Â£ and é', 'plain']) expect(repairCharset(text)).toBe(text);
    expect(repairCharset('MÃ¼ller â€“ Привет')).toBe('Müller – Привет');
  });

  test('what programs put before the headers is no text', async () => {
    for (const before of ['\ufeff', '\r\n\r\n', 'From ada@example.org Tue Mar  5 10:00:00 2030\n']) {
      const { records } = await read(`${before}${head('Berth')}\r\nText`);
      expect(records[0]).toMatchObject({ title: 'Berth', time: '2030-03-05T10:00:00.000Z' });
    }
    // a mail without headers begins with the line that ends them
    expect((await read('\r\nBare.')).text).toBe('Bare.');
  });

  test('an encrypted mail says so', async () => {
    const { notes } = await read(
      head('Secret') + part('application/pkcs7-mime; name=smime.p7m', 'AAAA', 'Content-Transfer-Encoding: base64\r\n'),
    );
    expect(notes[0]).toBe('A part of this email is encrypted and was not read.');
  });
});

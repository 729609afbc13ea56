import { expect, test } from 'vitest';
import { decodePage } from './decode-page.ts';

const russian = 'Мельница стоит на реке и мелет зерно, которое привозят крестьяне из окрестных деревень. ';
/** Windows-1251 of Cyrillic letters. */
const cp1251 = (text: string) =>
  Uint8Array.from(text, (letter) => {
    const code = letter.charCodeAt(0);
    return code < 0x80 ? code : code - 0x410 + 0xc0;
  });
const utf8 = (text: string) => Buffer.from(text, 'utf8');
const page = (text: string, charset = '') => `<meta charset="${charset}"><p>${text.repeat(4)}</p>`;

test.each([
  ['its header says it', cp1251(page(russian)), ' charset=windows-1251'],
  ['the page says it', cp1251(page(russian, 'windows-1251')), ''],
  ['the page says it and the header says something wrong', cp1251(page(russian, 'windows-1251')), ' charset=utf-8'],
  ['the header is wrong and the page silent', cp1251(page(russian)), ' charset=utf-8'],
  ['nobody says anything', cp1251(page(russian)), ''],
  ['it is UTF-8 and the header says something else', utf8(page(russian)), ' charset=iso-8859-1'],
  ['it is UTF-8 and the page says something else', utf8(page(russian, 'windows-1252')), ''],
  ['the encoding has a name that nobody knows', utf8(page(russian)), ' charset=x-mill'],
  ['it has a byte order mark', Buffer.from(`\ufeff${page(russian)}`, 'utf16le'), ' charset=utf-8'],
])('a page is read right when %s', (_, octets, parameters) => {
  expect(decodePage(octets, parameters).text).toContain(russian.trim());
});

test('a broken letter breaks no other', () => {
  const octets = Buffer.concat([utf8(page(russian)), Buffer.from([0xff]), utf8('<p>конец</p>')]);
  const { text } = decodePage(octets, ' charset=utf-8');
  expect(text).toContain(russian.trim());
  expect(text).toContain('\ufffd<p>конец</p>');
});

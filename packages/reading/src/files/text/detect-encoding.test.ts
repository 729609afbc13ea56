import { execFileSync } from 'node:child_process';
import type { TextEncoding } from '@millrace/contract/reading/text-encodings';
import { expect, test } from 'vitest';
import { decodeText } from './decode-text.ts';

const japanese = '日本語の文章です。水車は川の流れで回り、穀物を挽きます。今日は天気がいいですね。';
const chinese = '水车在河里转动，磨坊碾碎粮食。今天天气很好，我们去看磨坊。';
const russian = 'Мельница стоит на реке, и колесо вращается день и ночь. Сегодня хорошая погода, мы идём гулять.';

/** By iconv, so that another hand than ours wrote the octets. */
const encoded = (text: string, encoding: string): Buffer =>
  execFileSync('iconv', ['-f', 'utf-8', '-t', encoding], { input: text });

test.each<[TextEncoding, string, string?]>([
  ['utf-8', russian],
  ['utf-16le', 'The wheel turns. Die Mühle.'],
  ['utf-16be', 'The wheel turns. Die Mühle.'],
  ['shift_jis', japanese],
  ['euc-jp', japanese],
  ['gb18030', chinese],
  ['big5', '水車在河裡轉動，磨坊碾碎糧食。今天天氣很好，我們去看磨坊。'],
  ['euc-kr', '물레방아는 강물에 돌아가고 곡식을 빻습니다. 오늘은 날씨가 좋습니다.'],
  ['koi8-r', russian],
  ['windows-1251', russian],
  ['windows-1252', 'Die Mühle steht am Fluß, und das Rad dreht sich für die Bäcker. Größe und Höhe sind schön.'],
  ['windows-1250', 'Młyn stoi nad rzeką, a koło obraca się dzień i noc. Dziś jest ładna pogoda, więc świeci słońce.'],
  ['windows-1253', 'Ο μύλος στέκεται στο ποτάμι και ο τροχός γυρίζει μέρα και νύχτα. Σήμερα ο καιρός είναι καλός.'],
  ['windows-1255', 'הטחנה עומדת על הנהר והגלגל מסתובב יומם ולילה. היום מזג האוויר יפה מאוד.', 'iso-8859-8'],
  ['windows-1256', 'تقف الطاحونة على النهر وتدور العجلة ليلا ونهارا. الطقس جميل اليوم.'],
])('a text in %s is read right', (encoding, text, iconvName) => {
  expect(decodeText(encoded(text, iconvName ?? encoding)).text).toBe(text);
});

test('a guess is told as one, and what people say counts more', () => {
  const short = encoded('Мир', 'koi8-r');
  const guessed = decodeText(short);
  expect(guessed.note).toMatch(/which is a guess/);
  expect(decodeText(short, 'koi8-r')).toEqual({ text: 'Мир', encoding: 'koi8-r', note: undefined, faulty: false });
});

test('the longer text is read without a word of doubt', () => {
  for (const [encoding, text] of [
    ['shift_jis', japanese],
    ['koi8-r', russian],
    ['gb18030', chinese],
  ] as const)
    expect(decodeText(encoded(text, encoding)).note).toBeUndefined();
});

const sentences: Partial<Record<TextEncoding, string>> = {
  'windows-1254':
    'Değirmen nehrin kıyısında duruyor ve çarkı gece gündüz dönüyor. Bugün hava çok güzel, yürüyüşe çıkıyoruz.',
  'windows-1257':
    'Malūnas stovi prie upės, ir ratas sukasi dieną naktį. Šiandien gražus oras, mes einame pasivaikščioti.',
  'windows-1258': 'Cối xay đứng bên bờ sông và bánh xe quay ngày đêm. Hôm nay trời đẹp, chúng tôi đi dạo.',
  'koi8-u': 'Млин стоїть на річці, і колесо обертається день і ніч. Сьогодні гарна погода, ми йдемо гуляти.',
  'iso-8859-2': 'Mlýn stojí u řeky a kolo se otáčí ve dne v noci. Dnes je hezké počasí, jdeme se projít.',
  'iso-8859-5': russian,
  'iso-8859-7': 'Ο μύλος στέκεται στο ποτάμι και ο τροχός γυρίζει μέρα και νύχτα.',
  'iso-8859-6': 'تقف الطاحونة على النهر وتدور العجلة ليلا ونهارا.',
  macintosh: 'Die Mühle steht am Fluß, und das Rad dreht sich für die Bäcker.',
};

test.each(Object.entries(sentences) as [TextEncoding, string][])(
  'a text in %s is read right, or it is told that its encoding is a guess; stated, it is read right',
  (encoding, text) => {
    // Vietnamese and Arabic marks that an encoding lacks as one letter are letter and mark
    const octets = encoded(encoding === 'windows-1258' ? decomposed(text) : text, encoding);
    const { text: read, note } = decodeText(octets);
    if (read.normalize('NFC') !== text.normalize('NFC')) expect(note).toMatch(/which is a guess/);
    expect(decodeText(octets, encoding).text.normalize('NFC')).toBe(text.normalize('NFC'));
  },
);

/** As windows-1258 has its letters: tones stand apart, other marks do not. */
const decomposed = (text: string): string =>
  text.normalize('NFD').replace(/([aeo])\u0302|a\u0306|[ou]\u031b|d\u0335/gu, (letter) => letter.normalize('NFC'));

test.each<[string, (text: string) => Buffer]>([
  ['UTF-8', (text) => Buffer.from(`\ufeff${text}`)],
  ['UTF-16LE', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['UTF-16BE', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
])('a byte order mark of %s decides and is no part of the text', (_, encode) => {
  for (const text of [russian, japanese]) {
    expect(decodeText(encode(text))).toMatchObject({ text, note: undefined });
  }
});

test.each([
  ['German', 'Die Brücke über die Mühlgasse wird im März für größere Schiffe geöffnet.'],
  ['Russian', russian],
  ['Nepali', 'पोखरामा नयाँ पुल बन्यो। डुङ्गा हरेक दिन चल्छ।'],
  ['a list with a mark', '\ufeffMüller\nJäger\nGrün'],
])('one stray byte leaves a text in UTF-8 what it is, and its place is reported: %s', (_, text) => {
  const bytes = Buffer.from(`${text}\n`.repeat(5));
  const { text: read, encoding, note } = decodeText(Buffer.concat([bytes, Buffer.from([0xe4, 0x21])]));
  expect(encoding).toBe('utf-8');
  expect(read).toBe(`${bytes.toString().replace(/^\ufeff/, '')}\ufffd!`);
  const line = bytes.toString().split('\n').length;
  expect(note).toContain(`One place is not valid UTF-8 and shown as \ufffd: at line ${line} (byte `);
});

test('a character that the end of a text cuts off is a stray one', () => {
  const { text, note } = decodeText(Buffer.from('Grüße aus Köln und 世').subarray(0, -1));
  expect(text).toBe('Grüße aus Köln und \ufffd');
  expect(note).toMatch(/at line 1/);
});

test.each([
  ['ISO-2022-JP', 'iso-2022-jp', japanese, 'ISO-2022-JP'],
  [
    'French with € and œ in ISO-8859-15',
    'iso-8859-15',
    'Le gardien reçoit 40 € par nuit et mange un œuf à la coque.',
    'ISO-8859-15',
  ],
  ['Russian of DOS', 'ibm866', russian, 'IBM866'],
])('%s is read right', (_, encoding, text, name) => {
  const read = decodeText(encoded(text, name));
  expect(read.text).toBe(text);
  if (encoding === 'iso-2022-jp') expect(read).toMatchObject({ encoding, note: undefined });
});

test('a guess names the other candidate', () => {
  const { note } = decodeText(encoded('40 € par nuit', 'iso-8859-15'));
  expect(note).toMatch(/It was read as .*, which is a guess\. .* is also possible\./);
});

test('noise is never read without a word of doubt', () => {
  let state = 1;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return 0x20 + (state % 0xe0);
  };
  for (let length = 40; length < 600; length += 20) {
    expect(decodeText(Uint8Array.from({ length }, next)).note).toMatch(/which is a guess/);
  }
});

test.each([
  ['GB18030', 'gb18030', chinese],
  ['Shift-JIS', 'shift_jis', japanese],
  ['EUC-KR', 'euc-kr', '물레방아는 강물에 돌아가고 곡식을 빻습니다. 오늘은 날씨가 좋습니다.'],
])('a damaged place does not make another encoding of %s', (_, encoding, text) => {
  const bytes = encoded(`${text}\n`.repeat(3), encoding);
  const read = decodeText(Buffer.concat([bytes, Buffer.from([0xff, 0x0a]), bytes]));
  expect(read).toMatchObject({ encoding, faulty: true });
  expect(read.text.startsWith(text)).toBe(true);
  expect(read.note).toMatch(/Some bytes are not valid/);
});

test('what is no text is said to be none', () => {
  for (const start of ['The mill', 'The mill.']) {
    const codes = Buffer.from(`${start}${'\u0001\u0002'.repeat(20)}`);
    expect(decodeText(codes)).toMatchObject({ faulty: true, note: expect.stringMatching(/control codes/) });
  }
  const coloured = '\u001b[32mready\u001b[0m\n'.repeat(50);
  expect(decodeText(Buffer.from(coloured))).toMatchObject({ faulty: false, note: undefined });
});

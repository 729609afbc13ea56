import { expect, test } from 'vitest';
import { readOctets } from '../../../test/read-octets.ts';

const json = (content: string | Buffer) => readOctets('application/json', content);
const lines = (content: string | Buffer) => readOctets('application/x-ndjson', content);

test('A list of objects comes as rows with their title, long numbers whole', async () => {
  const { records } = await json(
    '[{"name":"Wheel","id":12345678901234567890,"size":{"height":2.50,"unit":"m"},"tags":["oak","iron"]},{"name":"Stone","sizes":[{"w":1}],"note":null}]',
  );
  expect(records.map(({ place, title, text }) => [place, title, text])).toEqual([
    [
      { kind: 'row', sheet: null, row: 1 },
      'Wheel',
      'name: Wheel\nid: 12345678901234567890\nsize.height: 2.50\nsize.unit: m\ntags: oak, iron',
    ],
    [{ kind: 'row', sheet: null, row: 2 }, 'Stone', 'name: Stone\nsizes.1.w: 1'],
  ]);
});

test('Lists within an object are rows under their names, beside what else it says', async () => {
  const { records } = await json('{"mill":"Lower","parts":[{"name":"Wheel"}],"visits":[{"day":"2031-05-01"}]}');
  expect(records.map(({ place, text }) => [place, text])).toEqual([
    [undefined, 'mill: Lower'],
    [{ kind: 'row', sheet: 'parts', row: 1 }, 'name: Wheel'],
    [{ kind: 'row', sheet: 'visits', row: 1 }, 'day: 2031-05-01'],
  ]);
});

test.each([
  ['an object', '{"a":{"b":[1,2]},"c":"two\\nlines"}', 'a.b: 1, 2\nc: two\nlines'],
  ['one text', '"Just words"', 'Just words'],
  ['UTF-16 with a mark', Buffer.from('\ufeff{"a":"Übung"}', 'utf16le'), 'a: Übung'],
])('%s is read as lines of names and values', async (_, content, text) => {
  expect((await json(content)).text).toBe(text);
});

test('JSON Lines come by the number of the line; what is no JSON is reported', async () => {
  const { records, notes, faulty } = await lines('{"title":"One","n":1}\r\n\r\n{"title":"Two"\r\n["x","y"]\r\n"Words"');
  expect(records.map(({ place, title, text }) => [place, title, text])).toEqual([
    [{ kind: 'row', sheet: null, row: 1 }, 'One', 'title: One\nn: 1'],
    [{ kind: 'row', sheet: null, row: 4 }, undefined, 'x, y'],
    [{ kind: 'row', sheet: null, row: 5 }, undefined, 'Words'],
  ]);
  expect(notes).toEqual(['One line is not valid JSON and was not read: 3.']);
  expect(faulty).toBe(true);
});

test('JSON Lines under the name of JSON are read as what they are', async () => {
  const { records } = await json('{"a":1}\n{"a":2}\n');
  expect(records.map(({ text }) => text)).toEqual(['a: 1', 'a: 2']);
});

test.each([
  ['cut off', '[{"a":1},\n{"a":', /not valid JSON/],
  ['with a comma too many', '{\n"a": 1,\n}', /the fault is on line 3/],
  ['nested without end', '['.repeat(200_000), /not valid JSON/],
  ['nested without end and whole', '['.repeat(200_000) + ']'.repeat(200_000), /nested too deeply|no values/],
  ['empty', '[]', /holds no values/],
])('A file that is %s is refused with the reason', async (_, content, words) => {
  await expect(json(content)).rejects.toThrow(words);
});

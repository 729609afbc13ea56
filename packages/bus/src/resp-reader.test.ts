import { expect, test } from 'vitest';
import { RespReader } from './resp-reader.ts';

const replies = [
  ['+PONG\r\n', ['PONG']],
  ['-ERR no such thing\r\n', ['ERR no such thing']],
  ['*3\r\n$9\r\nsubscribe\r\n$7\r\nkanal-ö\r\n:1\r\n'.replace('$7', '$8'), ['subscribe', 'kanal-ö', '1']],
  ['*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$12\r\nzwei\r\nZeilen\r\n', ['message', 'c', 'zwei\r\nZeilen']],
  ['*3\r\n$11\r\nunsubscribe\r\n$-1\r\n:0\r\n', ['unsubscribe', '', '0']],
  ['*2\r\n$4\r\npong\r\n$0\r\n\r\n', ['pong', '']],
] as const;
const wire = Buffer.from(replies.map(([text]) => text).join(''));

/** What is read when it comes in parts. */
function readIn(parts: Buffer[]): string[][] {
  const read: string[][] = [];
  const reader = new RespReader(({ octets, starts, ends }) => {
    read.push(starts.map((start, i) => octets.toString('utf8', start, ends[i])));
  });
  for (const part of parts) reader.read(part);
  return read;
}

test('reads lines, lists, numbers and nothing, wherever the network cuts them', () => {
  const expected = replies.map(([, parts]) => [...parts]);
  for (let cut = 0; cut <= wire.length; cut += 1) {
    expect(readIn([wire.subarray(0, cut), wire.subarray(cut)])).toEqual(expected);
  }
  expect(readIn(Array.from(wire, (octet) => Buffer.of(octet)))).toEqual(expected);
});

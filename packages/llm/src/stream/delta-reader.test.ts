import { expect, test } from 'vitest';
import { DeltaReader } from './delta-reader.ts';

const open = () => new DeltaReader(new Headers());
const octets = (text: string) => new TextEncoder().encode(text);
const said = (content: string) => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`;

test('reads the same wherever the octets are cut', () => {
  const whole = octets(
    `: hello\r\n\r\n${said('Grüße 🌾')}event: ping\r\ndata: {"choices":[]}\r\n\r\n${said(' und')}data: [DONE]\n\n`,
  );
  for (let size = 1; size <= whole.length; size += 1) {
    const reader = open();
    const deltas = [];
    for (let from = 0; from < whole.length; from += size)
      deltas.push(...reader.read(whole.subarray(from, from + size)));
    deltas.push(...reader.end());
    expect(deltas).toEqual([{ content: 'Grüße 🌾' }, { content: ' und' }]);
    expect(reader).toMatchObject({ done: true, fault: undefined });
  }
});

test('hands out what came before a fault, and nothing after it', () => {
  const reader = open();
  expect(reader.read(octets(`${said('kept')}data: {"choices":[{"del\n\n${said('lost')}`))).toEqual([
    { content: 'kept' },
  ]);
  expect(reader.fault).toBeInstanceOf(SyntaxError);
});

test.each([
  ['in a field', 'data: {"error":{"message":"full","code":529}}\n\n'],
  ['by the name of the event', 'event: error\ndata: {"message":"full","code":529}\n\n'],
])('takes a fault that is told in mid-stream %s', (_, frame) => {
  const reader = open();
  reader.read(octets(frame));
  expect(reader.fault).toMatchObject({ code: 529, error: { message: 'full' } });
});

test('an event without an end ends the answer before it fills the memory', () => {
  const reader = open();
  const piece = octets('x'.repeat(300_000));
  reader.read(octets('data: '));
  for (let n = 0; n < 5 && reader.fault === undefined; n += 1) reader.read(piece);
  expect(reader.fault).toMatchObject({ kind: 'malformed' });
});

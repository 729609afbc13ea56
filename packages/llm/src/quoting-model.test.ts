import { describe, expect, it } from 'vitest';
import type { ChatDelta, Passage } from './port.ts';
import { quotingCases } from './quoting/cases.ts';
import { pickQuotes } from './quoting/pick-quotes.ts';
import { sentencesOf } from './quoting/sentences.ts';
import { quotingModel } from './quoting-model.ts';

const number = (passages: [string, string][]): Passage[] =>
  passages.map(([title, text], at) => ({ n: at + 1, title, text }));
const flat = (text: string) => text.replace(/\s+/g, ' ');

async function answer(question: string, passages: Passage[], continueFrom?: string): Promise<ChatDelta[]> {
  const { signal } = new AbortController();
  const deltas: ChatDelta[] = [];
  const stream = quotingModel().stream({ messages: [], grounding: { question, passages }, continueFrom, signal });
  for await (const delta of stream) deltas.push(delta);
  return deltas;
}
const textOf = (deltas: ChatDelta[]) => deltas.map((delta) => delta.content ?? '').join('');

const known = quotingCases.filter((one) => one.answer !== undefined);
const unknown = quotingCases.filter((one) => one.answer === undefined);

describe('picking quotes', () => {
  it('finds the answer in at least nine of ten questions that have one', () => {
    const missed = known.filter(
      ({ question, passages, answer }) => !pickQuotes(question, number(passages)).some((q) => q.text.includes(answer!)),
    );
    expect(known.length).toBeGreaterThanOrEqual(20);
    expect(missed.length, missed.map((one) => one.question).join('\n')).toBeLessThanOrEqual(known.length / 10);
  });

  it('quotes nothing for at least nine of ten questions that have none', () => {
    const invented = unknown.filter(({ question, passages }) => pickQuotes(question, number(passages)).length > 0);
    expect(unknown.length).toBeGreaterThanOrEqual(10);
    expect(invented.length, invented.map((one) => one.question).join('\n')).toBeLessThanOrEqual(unknown.length / 10);
  });

  it('quotes word for word, from the passage it names, four sentences at most', () => {
    for (const { question, passages } of quotingCases) {
      const numbered = number(passages);
      const quotes = pickQuotes(question, numbered);
      expect(quotes.length).toBeLessThanOrEqual(4);
      for (const quote of quotes) expect(flat(numbered[quote.n - 1]!.text)).toContain(quote.text);
    }
  });

  it('takes questions and passages of any kind', () => {
    const passages = number([
      ['', ''],
      ['x', '\u0000\ud800 | | |\n\n###'],
      ['長い', '東京は日本の首都です。人口は多い。'],
    ]);
    for (const question of ['', '?', 'the of and', '😀', 'a'.repeat(10_000), '東京は日本の首都ですか']) {
      expect(pickQuotes(question, passages).length).toBeLessThanOrEqual(4);
    }
    expect(pickQuotes('東京は日本の首都ですか', passages)[0]).toMatchObject({ n: 3 });
  });
});

describe('sentences', () => {
  it('are whole across line breaks and abbreviations, and know their heading', () => {
    const text =
      '# Staff\n\nIn the autumn of that year Dr. Helen\nBrandt joined. She reports to\nMr. Olsen.\n\n- First item.\n- Second item.';
    expect(sentencesOf(text).map((sentence) => [sentence.heading, sentence.text])).toEqual([
      ['Staff', 'In the autumn of that year Dr. Helen Brandt joined.'],
      ['Staff', 'She reports to Mr. Olsen.'],
      ['Staff', 'First item.'],
      ['Staff', 'Second item.'],
    ]);
  });

  it('are cut where a table has no end, and stay word for word', () => {
    const table = Array.from({ length: 300 }, (_, n) => `cell${n}`).join(' ');
    const parts = sentencesOf(table);
    expect(Math.max(...parts.map((part) => part.text.length))).toBeLessThanOrEqual(420);
    expect(parts.map((part) => part.text).join(' ')).toBe(table);
  });
});

describe('the quoting model', () => {
  const [first] = known;
  it('says that it quotes and how to connect a model, then quotes with citations', async () => {
    const deltas = await answer(first!.question, number(first!.passages));
    const text = textOf(deltas);
    expect(text).toContain('No language model is connected');
    expect(text).toContain('Settings → Models');
    expect(text).toMatch(/\n\n> .*three months' notice to the end of a month\. \[1\]/);
    expect(deltas.filter((delta) => delta.content).length).toBeGreaterThan(4);
    expect(deltas.at(-1)).toEqual({ finish: 'stop' });
  });

  it('says plainly when it is not in the sources, without any citation', async () => {
    const { question, passages } = unknown[0]!;
    const text = textOf(await answer(question, number(passages)));
    expect(text).toContain('not in your sources');
    expect(text).not.toMatch(/\[\d+\]/);
  });

  it('asks for sources where there is no passage at all', async () => {
    const text = textOf(await answer('Anything?', []));
    expect(text).toContain('not in your sources');
    expect(text).toContain('Add sources');
  });

  it('brings only what is missing of an interrupted answer', async () => {
    const passages = number(first!.passages);
    const whole = textOf(await answer(first!.question, passages));
    const rest = textOf(await answer(first!.question, passages, whole.slice(0, 100)));
    expect(whole.slice(0, 100) + rest).toBe(whole);
  });

  it('ends as cancelled when it is stopped', async () => {
    const abort = new AbortController();
    const grounding = { question: first!.question, passages: number(first!.passages) };
    const stream = quotingModel().stream({ messages: [], grounding, signal: abort.signal });
    const reading = (async () => {
      for await (const _ of stream) abort.abort();
    })();
    await expect(reading).rejects.toMatchObject({ kind: 'cancelled' });
  });
});

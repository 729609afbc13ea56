import { describe, expect, it } from 'vitest';
import type { ChatDelta, Passage } from './port.ts';
import { quotingCases } from './quoting/cases.ts';
import { harbour } from './quoting/harbour-rules.ts';
import { pickQuotes } from './quoting/pick-quotes.ts';
import { splitSentences } from './quoting/sentences.ts';
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
      for (const quote of quotes) expect(flat(numbered[quote.n - 1]!.text)).toContain(flat(quote.text));
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

describe('structure', () => {
  const quotesOf = (question: string, passages = harbour) =>
    pickQuotes(question, number(passages)).map(({ text }) => flat(text));

  it.each([
    ['What is a base tide?', 'one in ten'],
    ['What is a home berth?', '200 days'],
    ['How is a home berth defined?', '200 days'],
    ['How much is paid for the loss of nets and sails?', '750'],
    ['Which vessels may enter without a pilot?', 'Halcyon'],
    ['What is the postal address of the harbour office?', '14 Lantern Lane'],
  ])('answers “%s” with what is set around its words', (question, answer) => {
    expect(quotesOf(question)[0]).toContain(answer);
  });

  it.each([
    'What is the phone number of the harbour office?',
    'Who is the harbour master?',
    'What is a half berth?',
    'How many berths are there?',
    'What is the e-mail address of the office?',
    'When was the harbour built?',
    'Which vessels need a pilot?',
  ])('declines “%s”, of which only words are there', (question) => {
    expect(quotesOf(question)).toEqual([]);
  });

  it('a question for a kind of thing is answered with a thing of that kind, in other scripts too', () => {
    const passages: [string, string][] = [
      [
        'سوق',
        'البسطة: طاولة ثابتة داخل السوق.\n\nرسم البسطة ٣٥٠ درهماً في الشهر.\n\nمدير السوق هو السيد سالم الحمادي.\n\nيمنع في السوق ما يلي:\n\n- التدخين\n- إشعال النار',
      ],
      [
        'सहकारी',
        '"सदस्य" भन्नाले सेयर खरिद गरेको किसानलाई जनाउँछ।\n\nसदस्यता शुल्क ५०० रुपैयाँ हो।\n\nकार्यालय बिहान ६ बजे खुल्छ।\n\nसमितिका अध्यक्ष मनमाया गुरुङ हुन्।',
      ],
    ];
    for (const [question, answer] of [
      ['ما هي البسطة؟', 'طاولة'],
      ['كم رسم البسطة؟', '٣٥٠'],
      ['من هو مدير السوق؟', 'سالم الحمادي'],
      ['ما الذي يمنع في السوق؟', 'التدخين'],
      ['सदस्य भनेको के हो?', 'किसानलाई'],
      ['सदस्यता शुल्क कति हो?', '५००'],
      ['कार्यालय कति बजे खुल्छ?', '६ बजे'],
      ['समितिको अध्यक्ष को हुन्?', 'मनमाया'],
    ] as const)
      expect(quotesOf(question, passages)[0] ?? '', question).toContain(answer);
    for (const question of ['ما رقم هاتف السوق؟', 'متى بني السوق؟', 'समितिको सचिव को हुन्?', 'कार्यालयको फोन नम्बर के हो?'])
      expect(quotesOf(question, passages), question).toEqual([]);
  });

  it('rows of a table are read with its head, lines of data one by one', () => {
    const passages: [string, string][] = [
      [
        'Lights',
        '| Light | Meaning |\n| --- | --- |\n| Steady red | The tank is empty |\n| Blinking red | It is too hot |',
      ],
      ['Data', 'Mains voltage: 230 V\nWater tank: 2.1 litres\nTelephone: 01632 960 417'],
    ];
    expect(quotesOf('What does a blinking red light mean?', passages)).toEqual(['| Blinking red | It is too hot |']);
    expect(quotesOf('What does a green light mean?', passages)).toEqual([]);
    expect(quotesOf('How large is the water tank?', passages)).toEqual(['Water tank: 2.1 litres']);
    expect(quotesOf('What is the telephone number?', passages)).toEqual(['Telephone: 01632 960 417']);
  });

  it('a heading that ends in the passage before is in force', () => {
    const text = '## Dangerous goods\n\n';
    const list = 'The master shall not bring in:\n\n- explosives\n- petrol';
    const record = { recordId: 'r', title: 'Byelaws' };
    const passages: Passage[] = [
      { n: 1, ...record, text: list, start: text.length, end: text.length + list.length },
      { n: 2, ...record, text, start: 0, end: text.length },
    ];
    expect(pickQuotes('Which dangerous goods may not be brought in?', passages)[0]?.text).toContain('explosives');
  });
});

describe('sentences', () => {
  it('are whole across line breaks and abbreviations', () => {
    const text = 'In the autumn of that year Dr. Helen\nBrandt joined. She reports to\nMr. Olsen.';
    expect(splitSentences(text)).toEqual([
      'In the autumn of that year Dr. Helen Brandt joined.',
      'She reports to Mr. Olsen.',
    ]);
  });

  it('are cut where a table has no end, and stay word for word', () => {
    const table = Array.from({ length: 300 }, (_, n) => `cell${n}`).join(' ');
    const parts = splitSentences(table);
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(420);
    expect(parts.join(' ')).toBe(table);
  });
});

describe('the quoting model', () => {
  const [first] = known;
  it('quotes with citations, and nothing else', async () => {
    const deltas = await answer(first!.question, number(first!.passages));
    const text = textOf(deltas);
    expect(text).toMatch(/^> .*three months' notice to the end of a month\. \[1\]/);
    expect(deltas.filter((delta) => delta.content).length).toBeGreaterThan(2);
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
    const rest = textOf(await answer(first!.question, passages, whole.slice(0, 40)));
    expect(whole.slice(0, 40) + rest).toBe(whole);
  });

  it('keeps the lines of lists and of addresses', async () => {
    expect(textOf(await answer('Which vessels may enter without a pilot?', number(harbour)))).toBe(
      '> The following vessels may enter without a pilot:\n> - rowing boats\n> - the mail steamer Halcyon\n> - vessels shorter than 9 metres [3]',
    );
    expect(textOf(await answer('What is the address of the harbour office?', number(harbour)))).toContain(
      '> Skerrymore Harbour Trust  \n> 14 Lantern Lane  \n> Skerrymore [4]',
    );
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

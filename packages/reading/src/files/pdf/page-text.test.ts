import { describe, expect, test } from 'vitest';
import { findTables } from './find-tables.ts';
import { pageText } from './page-text.ts';
import { type GlyphRun, placeLines } from './place-lines.ts';
import { splitColumns } from './split-columns.ts';

/** A page of 600 × 800 points whose origin is the bottom left, as pdf.js describes it. */
const viewport = [1, 0, 0, -1, 0, 800];
const run = (str: string, x: number, y: number, options: Partial<GlyphRun> & { size?: number } = {}): GlyphRun => {
  const { size = 10, ...rest } = options;
  return {
    str,
    dir: 'ltr',
    transform: [size, 0, 0, size, x, y],
    width: str.length * size * 0.5,
    height: size,
    fontName: 'f',
    ...rest,
  };
};
const styles = { f: { ascent: 0.8, descent: -0.2 } };
const read = (...runs: GlyphRun[]) => pageText(findTables(splitColumns(placeLines(runs, styles, viewport))), 10);

const filled = 'These words fill the whole width of their line up to';

describe('the text of a page', () => {
  test('parts of a line are joined, with a space only where there is a gap', () => {
    expect(read(run('Mill', 50, 700), run('race', 70, 700), run('runs', 95, 700)).text).toBe('Millrace runs');
  });

  test('lines of a paragraph become one, paragraphs are divided by an empty line', () => {
    const { text } = read(run(filled, 50, 700), run('the next one.', 50, 688), run('Another paragraph.', 50, 660));
    expect(text).toBe(`${filled} the next one.\n\nAnother paragraph.`);
  });

  test('a word cut at the end of a line is one word again', () => {
    const { text, spans } = read(
      run(`${filled.slice(0, -6)} infor-`, 50, 700),
      run('mation is joined here for ever and ever', 50, 688),
    );
    expect(text).toContain('information is joined');
    expect(spans.map(({ start, end }) => text.slice(start, end))).toEqual([
      `${filled.slice(0, -6)} infor`,
      'mation is joined here for ever and ever',
    ]);
  });

  test('a compound that the page has elsewhere keeps its hyphen', () => {
    const { text } = read(
      run('We offer self-service to all of the people in this', 50, 700),
      run('building and the other building, and it is self-', 50, 688),
      run('service that they like most.', 50, 676),
    );
    expect(text).toContain('it is self-service that');
  });

  test.each([
    ['LOSS ARISING FROM THE SER-', 'VICES DESCRIBED HERE', 'THE SERVICES DESCRIBED'],
    ['NATO AND STAFF OF THE NATO-', 'STAFF ARE HERE', 'THE NATO-STAFF ARE'],
    ['This is a case of COVID-', '19 in the building', 'of COVID-19 in'],
    ['It was built in Baden-', 'Baden as a mill', 'in Baden-Baden as'],
    ['The doors of the Ein-', 'und Ausgang are shut', 'the Ein- und Ausgang'],
    ['A hidden hyphen in Müh\u00ad', 'lenbach is none', 'in Mühlenbach is'],
  ])('%s / %s', (first, second, joined) => {
    const { text, spans } = read(run(first, 50, 700), run(second, 50, 688));
    expect(text).toContain(joined);
    expect(spans.map(({ start, end }) => text.slice(start, end)).join('')).not.toContain('\u00ad');
  });

  test('a small raised figure is a power, whatever its sign; after a gap it is a word of its own', () => {
    const small = { size: 6 };
    const raised = read(
      run('Volume is 10', 50, 700),
      run('6', 110, 704, small),
      run('litres per m', 116, 700),
      run('\u2212', 176, 704, small),
      run('2', 179, 704, small),
      run('and a note', 190, 700),
      run('12', 250, 704, small),
    );
    expect(raised.text).toBe('Volume is 10^6 litres per m^\u22122 and a note 12');
    expect(read(run('10', 50, 700), run('6', 60, 703), run('litres', 70, 700)).text).toBe('10^6 litres');
    expect(read(run('H', 50, 700), run('2', 55, 697, small), run('O', 58, 700)).text).toBe('H2O');
    expect(read(run('The 1', 50, 700), run('st', 75, 704, small), run('of May', 84, 700)).text).toBe('The 1st of May');
  });

  test('joined letters of print are letters', () => {
    expect(read(run('\ufb01nal e\ufb00ort \ufefb', 50, 700)).text).toBe('final effort لا');
  });

  test('lines that were ended on purpose stay lines', () => {
    const { text } = read(run('Name: Ada', 50, 700), run('City: London', 50, 688), run(filled, 50, 676));
    expect(text).toBe(`Name: Ada\nCity: London\n${filled}`);
  });

  test('each point of a list stays on its line', () => {
    const { text } = read(run(filled, 50, 700), run('• first point of the list', 50, 688), run('2. second', 50, 676));
    expect(text).toBe(`${filled}\n• first point of the list\n2. second`);
  });

  test('the second column follows the first', () => {
    const { text } = read(
      run('left column goes on and', 50, 700),
      run('ends its sentence with the', 50, 688),
      run('words of the right column.', 320, 700),
    );
    expect(text).toBe('left column goes on and ends its sentence with the words of the right column.');
  });

  test('right-to-left words are in the order in which they are read', () => {
    const rtl = { dir: 'rtl' };
    expect(read(run('עולם', 50, 700, rtl), run('שלום', 80, 700, rtl)).text).toBe('שלום עולם');
  });

  test('larger lines are headings', () => {
    const { text, headings } = read(run('Holidays', 50, 740, { size: 16 }), run(filled, 50, 700));
    expect(headings).toEqual([{ start: 0, end: 8, text: 'Holidays', level: 1 }]);
    expect(text.startsWith('Holidays\n\nThese')).toBe(true);
  });

  test('controls, halves of pairs and hidden hyphens are left out', () => {
    expect(read(run('a\0b\u00adc\ud800 d', 50, 700)).text).toBe('abc\ufffd d');
  });
});

describe('a table', () => {
  const row = (y: number, ...cells: [x: number, text: string][]) => cells.map(([x, text]) => run(text, x, y));
  const gates = [
    ...row(700, [50, 'Gate'], [200, 'Day'], [300, 'Hours']),
    ...row(685, [50, 'North'], [200, 'Monday'], [300, '08:00']),
    ...row(670, [50, 'South'], [300, '09:30']),
    ...row(655, [50, 'Harbour gate'], [200, 'Wednesday'], [300, '10:00']),
  ];

  test('comes row by row, each cell in its column and with its own box', () => {
    const { text, spans, headings } = read(run('The gates are open at these hours:', 50, 720), ...gates);
    expect(text).toBe(
      'The gates are open at these hours:\n\n| Gate | Day | Hours |\n| North | Monday | 08:00 |\n| South | | 09:30 |\n| Harbour gate | Wednesday | 10:00 |',
    );
    const cell = spans.find(({ start, end }) => text.slice(start, end) === '09:30');
    expect(cell?.box).toMatchObject({ x: 300, y: 122 });
    expect(headings).toEqual([]);
  });

  test('has the rest of a cell that was wrapped in that cell', () => {
    const { text } = read(
      ...row(700, [50, 'Gate'], [200, 'Remark']),
      ...row(676, [50, 'North'], [200, 'shut when the']),
      ...row(665, [200, 'river is high']),
      ...row(641, [50, 'South'], [200, 'always open']),
      ...row(617, [50, 'East'], [200, 'never open']),
    );
    expect(text).toContain('| North | shut when the river is high |\n| South | always open |');
  });

  test('has numbers in a column of their own, however near to the next one', () => {
    const { text } = read(
      ...row(700, [50, 'Boat'], [185, 'Dues'], [220, 'Remarks']),
      ...row(685, [50, 'Dinghy'], [185, '3.50'], [220, 'free for members']),
      ...row(670, [50, 'Yacht'], [180, '12.00'], [208, 'with water']),
    );
    expect(text).toContain('| Dinghy | 3.50 | free for members |\n| Yacht | 12.00 | with water |');
  });

  test('is not made of two columns of text that are drawn line by line: they follow each other', () => {
    const left = [
      'the left column begins here and goes on',
      'for some lines, as columns of text will do',
      'until all of its words have been written',
      'and the column of it has come to its end.',
    ];
    const right = [
      'The right column follows, which is read',
      'after the left one, so that no sentence of',
      'it is cut in two by words of another that',
      'happen to stand on the same height.',
    ];
    const { text } = read(...left.flatMap((words, i) => row(700 - 12 * i, [50, words], [320, right[i] ?? ''])));
    expect(text.replaceAll('\n\n', ' ')).toBe([...left, ...right].join(' '));
  });

  test('is not made of longer columns of text either', () => {
    const words = 'these are the words of a column which go on and on';
    const { text } = read(...[700, 688, 676, 664].flatMap((y) => row(y, [50, words], [320, words])));
    expect(text).not.toContain('|');
  });

  test('is not made of a line with a gap, nor of a list of two lines', () => {
    expect(read(...row(700, [50, 'Page 1'], [400, 'June 2031']), ...row(688, [50, filled])).text).not.toContain('|');
    expect(read(...row(700, [50, 'Name:'], [200, 'Ada']), ...row(688, [50, 'City:'], [200, 'Oban'])).text).toBe(
      'Name: Ada\nCity: Oban',
    );
  });
});

describe('boxes', () => {
  test('count from the top left and hold the letters from ascent to descent', () => {
    expect(read(run('Mill', 50, 700)).spans).toEqual([
      { start: 0, end: 4, box: { x: 50, y: 92, width: 20, height: 10 } },
    ]);
  });

  test('follow the page when it is shown turned', () => {
    // turned by 90° clockwise: what was up is right
    const lines = placeLines([run('Mill', 50, 700)], styles, [0, 1, 1, 0, 0, 0]);
    expect(lines[0]).toMatchObject({ box: { x: 698, y: 50, width: 10, height: 20 }, angle: 90 });
  });
});

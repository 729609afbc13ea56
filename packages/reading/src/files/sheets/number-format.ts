/** What a number format makes of a number, as far as it changes what the number means. */
export type NumberFormat =
  | { kind: 'duration' }
  | { kind: 'moment'; hasDate: boolean; hasTime: boolean; hasSeconds: boolean }
  | { kind: 'words' }
  | {
      kind: 'number';
      percent: boolean;
      /** Units and currencies before and behind the figures. */
      before: string;
      behind: string;
      /** Digits that are shown at least: of a code with leading zeros, of an amount of money. */
      digits: number;
      decimals: number;
      /** Signs stand between the digits, as in telephone numbers. */
      divided: boolean;
    };

/** The parts of a format for positive and negative numbers, zero and text. */
function sections(format: string): string[] {
  return (
    format.match(/(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\[]|["\\[])*(?:;|$)/g)?.map((part) => part.replace(/;$/, '')) ?? ['']
  );
}

/** What is shown as it is written becomes a mark, so that its letters are not taken for placeholders. */
const literal = /"([^"]*)"|\\(.)|\[\$([^\]-]*)(?:-[^\]]*)?\]/gu;

type Piece = { text: string; isLiteral: boolean };

function pieces(section: string): Piece[] {
  const all: Piece[] = [];
  let at = 0;
  // an underscore leaves the width of a sign, an asterisk repeats one
  const clean = section.replace(/[_*](?:\\.|.)/gu, ' ');
  for (const match of clean.matchAll(literal)) {
    all.push({ text: clean.slice(at, match.index), isLiteral: false });
    all.push({ text: match[1] ?? match[2] ?? match[3] ?? '', isLiteral: true });
    at = match.index + match[0].length;
  }
  all.push({ text: clean.slice(at), isLiteral: false });
  // colours and conditions
  return all.map((piece) =>
    piece.isLiteral ? piece : { ...piece, text: piece.text.replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '') },
  );
}

const isSign = (text: string) => /^[\s()+\-–]*$/.test(text);
const unit = (text: string): string => (isSign(text) ? '' : text.replace(/\s+/gu, ' ').replace(/^\(|\)$/g, ''));

function momentOf(code: string): NumberFormat | undefined {
  if (/\[[hms]+\]/i.test(code)) return { kind: 'duration' };
  const hours = /am\/pm|a\/p/i.test(code);
  const letters = code.replace(/am\/pm|a\/p|general/gi, '').replace(/e[+-]/gi, '');
  const hasTime = hours || /[hs]/i.test(letters);
  // Japanese and Thai years have letters of their own; an m is a month where there is no hour
  const hasDate = /[ydgb]|e/i.test(letters) || (!hasTime && /m/i.test(letters));
  return hasDate || hasTime ? { kind: 'moment', hasDate, hasTime, hasSeconds: /s/i.test(letters) } : undefined;
}

function ofNumber(all: Piece[]): NumberFormat {
  // placeholders become figures of one kind, so that what is before, between and behind them is plain to see
  const marked = all.map(({ text, isLiteral }) =>
    isLiteral ? text.replaceAll('%', '\u0002').replace(/[0#?.,@]/g, '\u0001') : text,
  );
  const joined = marked.join('');
  const first = joined.search(/[0#?]/);
  if (first < 0) return { kind: 'words' };
  const last = Math.max(joined.lastIndexOf('0'), joined.lastIndexOf('#'), joined.lastIndexOf('?'));
  const figures = joined.slice(first, last + 1);
  const behind = joined.slice(last + 1);
  // a comma behind the figures divides by a thousand: the unit behind it is not that of the number
  const scaled = /^,/.test(behind);
  const [whole = '', fraction = ''] = figures.split('.');
  const around = (text: string) =>
    scaled ? '' : unit(text.replaceAll('%', '').replaceAll('\u0001', '').replaceAll('\u0002', '%'));
  return {
    kind: 'number',
    percent: /%/.test(joined),
    before: around(joined.slice(0, first)),
    behind: around(behind),
    digits: whole.match(/0/g)?.length ?? 0,
    decimals: scaled ? 0 : (fraction.match(/0/g)?.length ?? 0),
    divided: /[^0#?.,/\s e+%-]/i.test(figures) || /[0#?][-\s]+[0#?]/.test(figures.replace(/e[+-]/i, '')),
  };
}

const known = new Map<string, NumberFormat>();

/** What a format code of a workbook, such as `#,##0.00 "€"`, makes of its numbers. */
export function numberFormat(code: string): NumberFormat {
  const found = known.get(code);
  if (found) return found;
  const [section = ''] = sections(code);
  const all = pieces(section);
  const bare = all.map(({ text, isLiteral }) => (isLiteral ? '' : text)).join('');
  const plain: NumberFormat = {
    kind: 'number',
    percent: false,
    before: '',
    behind: '',
    digits: 0,
    decimals: 0,
    divided: false,
  };
  const format =
    /general|^@?$/i.test(bare) && all.every(({ text, isLiteral }) => !isLiteral || text === '')
      ? plain
      : /general/i.test(bare)
        ? ofNumber(
            all.map((piece) => (piece.isLiteral ? piece : { ...piece, text: piece.text.replace(/general/i, '#') })),
          )
        : (momentOf(bare) ?? ofNumber(all));
  if (known.size < 5_000) known.set(code, format);
  return format;
}

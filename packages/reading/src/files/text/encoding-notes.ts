import type { TextEncoding } from '@millrace/contract/reading/text-encodings';
import type { DetectedEncoding } from './detect-encoding.ts';

const names: Partial<Record<TextEncoding, string>> = {
  'windows-1252': 'Windows-1252 (Western European)',
  'windows-1250': 'Windows-1250 (Central European)',
  'windows-1251': 'Windows-1251 (Cyrillic)',
  'windows-1253': 'Windows-1253 (Greek)',
  'windows-1254': 'Windows-1254 (Turkish)',
  'windows-1255': 'Windows-1255 (Hebrew)',
  'windows-1256': 'Windows-1256 (Arabic)',
  'windows-1257': 'Windows-1257 (Baltic)',
  'windows-1258': 'Windows-1258 (Vietnamese)',
  'windows-874': 'Windows-874 (Thai)',
  'iso-8859-15': 'ISO-8859-15 (Western European)',
  'koi8-r': 'KOI8-R (Russian)',
  'koi8-u': 'KOI8-U (Ukrainian)',
  ibm866: 'IBM866 (Cyrillic)',
  macintosh: 'Mac Roman',
  'x-mac-cyrillic': 'Mac Cyrillic',
  shift_jis: 'Shift-JIS (Japanese)',
  gb18030: 'GB18030 (Chinese)',
  big5: 'Big5 (Chinese, traditional)',
  'euc-kr': 'EUC-KR (Korean)',
};
const nameOf = (encoding: TextEncoding) => names[encoding] ?? encoding.toUpperCase();

function placesOf({ count, places }: NonNullable<DetectedEncoding['strays']>): string {
  const lines = [...new Set(places.map(({ line }) => line))];
  const [first] = places;
  if (count === 1 && first)
    return `at line ${first.line.toLocaleString('en')} (byte ${first.byte.toLocaleString('en')})`;
  const named = lines.slice(0, 8).map((line) => line.toLocaleString('en'));
  const more = lines.length > 8 || count > places.length ? ' and others' : '';
  return `${lines.length === 1 && more === '' ? 'at line' : 'at lines'} ${named.join(', ')}${more}`;
}

/** What people should know of how the encoding of a text was found; nothing where it is beyond doubt. `broken`: U+FFFD came out. */
export function encodingNotes(found: DetectedEncoding, broken: boolean): string[] {
  const { encoding, strays, sure, rival, garbled } = found;
  const notes: string[] = [];
  if (strays) {
    const what = strays.count === 1 ? 'One place is' : `${strays.count.toLocaleString('en')} places are`;
    notes.push(
      `${what} not valid UTF-8 and shown as \ufffd: ${placesOf(strays)}. The rest was read as UTF-8. If characters look wrong, choose another encoding.`,
    );
  }
  if (!sure) {
    const other = rival ? ` ${nameOf(rival)} is also possible.` : '';
    notes.push(
      `This text does not state its encoding and is not UTF-8. It was read as ${nameOf(encoding)}, which is a guess.${other} If characters look wrong, choose the encoding and import it again, or save it as UTF-8.`,
    );
  }
  if (garbled) notes.push('Its letters make no words in any known language: it may not be text.');
  if (broken && !strays) {
    notes.push(
      `Some bytes are not valid ${encoding}; they are shown as \ufffd. Choose the right encoding, then import it again.`,
    );
  }
  return notes;
}

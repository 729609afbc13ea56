/** By the number of a character set of a font; 2 is that of symbols. */
const charsets: Record<number, string> = {
  77: 'macintosh',
  128: 'shift_jis',
  129: 'euc-kr',
  134: 'gbk',
  136: 'big5',
  161: 'windows-1253',
  162: 'windows-1254',
  163: 'windows-1258',
  177: 'windows-1255',
  178: 'windows-1256',
  186: 'windows-1257',
  204: 'windows-1251',
  222: 'windows-874',
  238: 'windows-1250',
};
const codePages: Record<number, string> = {
  866: 'ibm866',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  10000: 'macintosh',
  65001: 'utf-8',
};

export const symbolCharset = 2;

/** The encoding of a character set of a font; undefined: that of the document. */
export const encodingOfCharset = (charset: number): string | undefined => charsets[charset];

/** The encoding of a code page, Western where it is unknown. */
export function encodingOfCodePage(page: number): string {
  if (page >= 1250 && page <= 1258) return `windows-${page}`;
  return codePages[page] ?? 'windows-1252';
}

const decoders = new Map<string, { decode(bytes: Uint8Array): string }>();

export function decodeLetters(bytes: number[], encoding: string): string {
  let decoder = decoders.get(encoding);
  if (!decoder) {
    decoder = new TextDecoder(encoding);
    decoders.set(encoding, decoder);
  }
  return decoder.decode(Uint8Array.from(bytes));
}

/** Control words that are one character. */
export const namedLetters: ReadonlyMap<string, string> = new Map(
  Object.entries({
    tab: '\t',
    emdash: '—',
    endash: '–',
    bullet: '•',
    lquote: '‘',
    rquote: '’',
    ldblquote: '“',
    rdblquote: '”',
    emspace: ' ',
    enspace: ' ',
    qmspace: ' ',
    nbsp: ' ',
    nbhyphen: '-',
    line: '\n',
    softline: '\n',
    nestcell: '\t',
    nestrow: '\n',
  }),
);

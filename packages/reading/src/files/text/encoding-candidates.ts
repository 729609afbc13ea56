import type { TextEncoding } from '@millrace/contract/reading/text-encodings';
import type { Language } from './letters-of-languages.ts';

const western = [
  'eng',
  'deu',
  'fra',
  'spa',
  'por',
  'ita',
  'nld',
  'swe',
  'dan',
  'nob',
  'fin',
  'isl',
  'cat',
  'gle',
] as const;
const central = ['pol', 'ces', 'slk', 'slv', 'hrv', 'hun', 'ron', 'als', 'deu'] as const;
const cyrillic = ['rus', 'ukr', 'bel', 'bul', 'srp', 'mkd'] as const;
const baltic = ['lit', 'lvs', 'ekk'] as const;

/**
 * The encodings that a text without a mark may be in, with the languages that were written in them. `rare`: bits that its being so
 * rare makes it less likely by; of two that read a text alike the more common one is named.
 */
export const candidates: readonly { encoding: TextEncoding; languages: readonly Language[]; rare: number }[] = [
  { encoding: 'windows-1252', languages: western, rare: 0 },
  { encoding: 'windows-1250', languages: central, rare: 1 },
  { encoding: 'windows-1251', languages: cyrillic, rare: 0 },
  { encoding: 'windows-1253', languages: ['ell'], rare: 0 },
  { encoding: 'windows-1254', languages: ['tur'], rare: 0 },
  { encoding: 'windows-1255', languages: ['heb'], rare: 0 },
  { encoding: 'windows-1256', languages: ['arb', 'pes'], rare: 0 },
  { encoding: 'windows-1257', languages: baltic, rare: 2 },
  { encoding: 'windows-1258', languages: ['vie'], rare: 1 },
  { encoding: 'windows-874', languages: ['tha'], rare: 0 },
  { encoding: 'iso-8859-2', languages: central, rare: 2 },
  { encoding: 'iso-8859-4', languages: baltic, rare: 5 },
  { encoding: 'iso-8859-5', languages: cyrillic, rare: 3 },
  { encoding: 'iso-8859-6', languages: ['arb'], rare: 2 },
  { encoding: 'iso-8859-7', languages: ['ell'], rare: 1 },
  { encoding: 'iso-8859-8', languages: ['heb'], rare: 1 },
  { encoding: 'iso-8859-15', languages: western, rare: 2 },
  { encoding: 'koi8-r', languages: ['rus', 'bul'], rare: 1 },
  { encoding: 'koi8-u', languages: ['ukr', 'bel', 'rus'], rare: 2 },
  { encoding: 'ibm866', languages: cyrillic, rare: 3 },
  { encoding: 'ibm850', languages: western, rare: 4 },
  { encoding: 'ibm437', languages: western, rare: 5 },
  { encoding: 'ibm852', languages: central, rare: 5 },
  { encoding: 'ibm737', languages: ['ell'], rare: 5 },
  { encoding: 'ibm775', languages: baltic, rare: 6 },
  { encoding: 'ibm857', languages: ['tur'], rare: 5 },
  { encoding: 'ibm862', languages: ['heb'], rare: 5 },
  { encoding: 'macintosh', languages: western, rare: 4 },
  { encoding: 'x-mac-cyrillic', languages: cyrillic, rare: 5 },
  { encoding: 'shift_jis', languages: ['jpn'], rare: 0 },
  { encoding: 'euc-jp', languages: ['jpn'], rare: 1 },
  { encoding: 'gb18030', languages: ['cmn'], rare: 0 },
  { encoding: 'big5', languages: ['zht'], rare: 0 },
  { encoding: 'euc-kr', languages: ['kor'], rare: 0 },
];

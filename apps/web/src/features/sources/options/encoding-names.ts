import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { type TextEncoding, textEncodings } from '@millrace/contract/reading/text-encodings';
import { translate } from '../../language/language.ts';

const names: Record<TextEncoding, { name: string; script?: MessageDescriptor }> = {
  'utf-8': { name: 'UTF-8' },
  'utf-16le': { name: 'UTF-16', script: msg`little endian` },
  'utf-16be': { name: 'UTF-16', script: msg`big endian` },
  'windows-1250': { name: 'Windows-1250', script: msg`Central European` },
  'windows-1251': { name: 'Windows-1251', script: msg`Cyrillic` },
  'windows-1252': { name: 'Windows-1252', script: msg`Western European, Latin-1` },
  'windows-1253': { name: 'Windows-1253', script: msg`Greek` },
  'windows-1254': { name: 'Windows-1254', script: msg`Turkish` },
  'windows-1255': { name: 'Windows-1255', script: msg`Hebrew` },
  'windows-1256': { name: 'Windows-1256', script: msg`Arabic` },
  'windows-1257': { name: 'Windows-1257', script: msg`Baltic` },
  'windows-1258': { name: 'Windows-1258', script: msg`Vietnamese` },
  'iso-8859-2': { name: 'ISO-8859-2', script: msg`Central European` },
  'iso-8859-4': { name: 'ISO-8859-4', script: msg`Baltic` },
  'iso-8859-5': { name: 'ISO-8859-5', script: msg`Cyrillic` },
  'iso-8859-6': { name: 'ISO-8859-6', script: msg`Arabic` },
  'iso-8859-7': { name: 'ISO-8859-7', script: msg`Greek` },
  'iso-8859-8': { name: 'ISO-8859-8', script: msg`Hebrew` },
  'iso-8859-15': { name: 'ISO-8859-15', script: msg`Western European, Latin-9` },
  'windows-874': { name: 'Windows-874', script: msg`Thai` },
  'koi8-r': { name: 'KOI8-R', script: msg`Russian` },
  'koi8-u': { name: 'KOI8-U', script: msg`Ukrainian` },
  ibm866: { name: 'IBM866', script: msg`Cyrillic, DOS` },
  ibm437: { name: 'IBM437', script: msg`Western European, DOS` },
  ibm850: { name: 'IBM850', script: msg`Western European, DOS` },
  ibm852: { name: 'IBM852', script: msg`Central European, DOS` },
  ibm737: { name: 'IBM737', script: msg`Greek, DOS` },
  ibm775: { name: 'IBM775', script: msg`Baltic, DOS` },
  ibm857: { name: 'IBM857', script: msg`Turkish, DOS` },
  ibm862: { name: 'IBM862', script: msg`Hebrew, DOS` },
  macintosh: { name: 'Mac Roman' },
  'x-mac-cyrillic': { name: 'Mac Cyrillic' },
  shift_jis: { name: 'Shift-JIS', script: msg`Japanese` },
  'euc-jp': { name: 'EUC-JP', script: msg`Japanese` },
  'iso-2022-jp': { name: 'ISO-2022-JP', script: msg`Japanese` },
  gb18030: { name: 'GB18030', script: msg`Chinese` },
  big5: { name: 'Big5', script: msg`Chinese, traditional` },
  'euc-kr': { name: 'EUC-KR', script: msg`Korean` },
};

/** "KOI8-R (Russian)" */
export function encodingName(encoding: TextEncoding): string {
  const { name, script } = names[encoding];
  return script ? `${name} (${translate(script)})` : name;
}

export const encodingOptions = (): { value: TextEncoding; label: string }[] =>
  textEncodings.map((value) => ({ value, label: encodingName(value) }));

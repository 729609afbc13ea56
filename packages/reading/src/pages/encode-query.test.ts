import { expect, test } from 'vitest';
import { encodeQuery } from './encode-query.ts';

test.each([
  ['/wiki?q=Mühle#Mühle', 'iso-8859-1', '/wiki?q=M%FChle#Mühle'],
  ['/Mühle?Größe', 'windows-1252', '/Mühle?Gr%F6%DFe'],
  ['/?q=привет', 'windows-1251', '/?q=%EF%F0%E8%E2%E5%F2'],
  ['/?q=привет', 'koi8-r', '/?q=%D0%D2%C9%D7%C5%D4'],
  ['/?q=中文', 'gbk', '/?q=%D6%D0%CE%C4'],
  ['/?q=日本', 'shift_jis', '/?q=%93%FA%96%7B'],
  ['/?q=日本', 'euc-jp', '/?q=%C6%FC%CB%DC'],
  ['/?q=€', 'iso-8859-2', '/?q=%26%238364%3B'],
  ['/?q=Mühle', 'utf-8', '/?q=Mühle'],
  ['/?q=Mühle', 'no-such', '/?q=Mühle'],
  ['/?q=a%FCb', 'iso-8859-1', '/?q=a%FCb'],
  ['/Mühle', 'iso-8859-1', '/Mühle'],
])('%s of a page in %s is sent as %s', (address, encoding, sent) => {
  expect(encodeQuery(address, encoding)).toBe(sent);
});

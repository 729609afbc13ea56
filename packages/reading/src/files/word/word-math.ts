import { accented, fraction, grouped, large, matrix, root, scripts, stacked } from '../math/linear-math.ts';
import { child, childrenNamed, elementsOf, isOn, stated, textOf, type XmlElement } from './xml-tree.ts';

/** The part of a formula in the child of this name. */
const part = (element: XmlElement, name: string): string => {
  const found = child(element, name);
  return found ? inner(found) : '';
};

const inner = (element: XmlElement): string => elementsOf(element).map(mathText).join('');

function delimited(element: XmlElement): string {
  const properties = child(element, 'm:dPr');
  const sign = (name: string, usual: string) => {
    const stated = child(properties, name);
    return stated ? (stated.attributes.val ?? '') : usual;
  };
  const parts = childrenNamed(element, 'm:e').map((one) => inner(one).trim());
  return `${sign('m:begChr', '(')}${parts.join(sign('m:sepChr', '|'))}${sign('m:endChr', ')')}`;
}

function sum(element: XmlElement): string {
  const properties = child(element, 'm:naryPr');
  const sign = child(properties, 'm:chr')?.attributes.val ?? '∫';
  const of = part(element, 'm:e');
  return large(sign, part(element, 'm:sub'), part(element, 'm:sup'), of);
}

function fractionOf(element: XmlElement): string {
  const [over, under] = [part(element, 'm:num'), part(element, 'm:den')];
  return stated(element, 'm:fPr', 'm:type') === 'noBar' ? stacked(over, under) : fraction(over, under);
}

function functionOf(element: XmlElement): string {
  const [name, of] = [part(element, 'm:fName').trim(), part(element, 'm:e').trim()];
  if (/^[([{|]/.test(of)) return `${name}${of}`;
  return `${name} ${/[\s+\-−=]/.test(of) && !/[)\]}]$/.test(of) ? grouped(of) : of}`;
}

const writers: Record<string, (element: XmlElement) => string> = {
  'm:f': fractionOf,
  'm:sSup': (element) => scripts(part(element, 'm:e'), '', part(element, 'm:sup')),
  'm:sSub': (element) => scripts(part(element, 'm:e'), part(element, 'm:sub'), ''),
  'm:sSubSup': (element) => scripts(part(element, 'm:e'), part(element, 'm:sub'), part(element, 'm:sup')),
  'm:sPre': (element) => `${scripts('', part(element, 'm:sub'), part(element, 'm:sup'))}${part(element, 'm:e')}`,
  'm:rad': (element) =>
    root(isOn(child(element, 'm:radPr'), 'm:degHide') ? '' : part(element, 'm:deg'), part(element, 'm:e')),
  'm:nary': sum,
  'm:d': delimited,
  'm:m': (element) =>
    matrix(childrenNamed(element, 'm:mr').map((row) => childrenNamed(row, 'm:e').map((cell) => inner(cell)))),
  'm:eqArr': (element) =>
    childrenNamed(element, 'm:e')
      // signs that align the lines
      .map((line) => inner(line).replaceAll('&', '').trim())
      .join('; '),
  'm:func': functionOf,
  'm:limLow': (element) => scripts(part(element, 'm:e'), part(element, 'm:lim'), ''),
  'm:limUpp': (element) => scripts(part(element, 'm:e'), '', part(element, 'm:lim')),
  'm:acc': (element) => accented(part(element, 'm:e'), stated(element, 'm:accPr', 'm:chr') ?? '\u0302'),
  'm:bar': (element) => accented(part(element, 'm:e'), '\u0304'),
  // what takes up room and is not shown
  'm:phant': (element) => (isOn(child(element, 'm:phantPr'), 'm:show') === false ? '' : part(element, 'm:e')),
};
const silent = /^(?:m:\w+Pr|w:rPr|w:del|w:moveFrom|w:instrText)$/;

/** A formula of Word on one line; deleted parts are left out. */
export function mathText(element: XmlElement): string {
  if (silent.test(element.name)) return '';
  if (element.name === 'm:t' || element.name === 'w:t') return textOf(element);
  if (element.name === 'w:br') return ' ';
  return (writers[element.name] ?? inner)(element);
}

import { accented, fraction, isAccent, large, matrix, root, scripts, stacked } from '../math/linear-math.ts';
import type { PageElement, PageNode } from './html-dom.ts';

const nameOf = (element: PageElement): string => element.tagName.toLowerCase().replace(/^.*:/, '');
const partsOf = (element: PageElement): PageElement[] => [...element.children];
const inner = (element: PageElement): string => partsOf(element).map(linear).join('');
const at = (element: PageElement, index: number): string => {
  const part = partsOf(element)[index];
  return part ? linear(part) : '';
};

/** Signs of sums and integrals, which stand apart from what they are taken of. */
const isLarge = (text: string): boolean => /^[∑∏∐∫∬∭∮⋃⋂⋁⋀⨁⨂]$/u.test(text.trim());

const scripted = (base: string, below: string, above: string): string =>
  isLarge(base) ? `${large(base.trim(), below, above, '')} ` : scripts(base, below, above);

/** What stands over a letter: a sign that joins it, or text. */
function over(element: PageElement): string {
  const [base, above] = [at(element, 0), at(element, 1).trim()];
  return isAccent(above) ? accented(base, above) : scripted(base, '', above);
}

const rowsOf = (table: PageElement): string[][] => partsOf(table).map((row) => partsOf(row).map((cell) => inner(cell)));

function fenced(element: PageElement): string {
  const sign = (name: string, usual: string) => element.getAttribute(name) ?? usual;
  const parts = partsOf(element).map((part) => linear(part).trim());
  return `${sign('open', '(')}${parts.join(`${sign('separators', ',').trim().charAt(0)} `)}${sign('close', ')')}`;
}

const writers: Record<string, (element: PageElement) => string> = {
  mfrac: (element) =>
    /^0/.test(element.getAttribute('linethickness') ?? '')
      ? stacked(at(element, 0), at(element, 1))
      : fraction(at(element, 0), at(element, 1)),
  msup: (element) => scripted(at(element, 0), '', at(element, 1)),
  msub: (element) => scripted(at(element, 0), at(element, 1), ''),
  msubsup: (element) => scripted(at(element, 0), at(element, 1), at(element, 2)),
  munder: (element) => scripted(at(element, 0), at(element, 1), ''),
  munderover: (element) => scripted(at(element, 0), at(element, 1), at(element, 2)),
  mover: over,
  msqrt: (element) => root('', inner(element)),
  mroot: (element) => root(at(element, 1), at(element, 0)),
  mtable: (element) => matrix(rowsOf(element)),
  mfenced: fenced,
  mspace: () => ' ',
  mphantom: () => '',
  annotation: () => '',
  'annotation-xml': () => '',
  semantics: (element) => at(element, 0),
};

function linear(element: PageElement): string {
  const name = nameOf(element);
  const writer = writers[name];
  if (writer) return writer(element);
  if (partsOf(element).length > 0) return inner(element);
  // invisible signs: apply a function, times, separate
  const text = (element.textContent ?? '').replace(/[\u2061-\u2064]/g, '').replace(/\s+/gu, ' ');
  return name === 'mtext' ? text : text.trim();
}

const isElement = (node: PageNode): node is PageElement => node.nodeType === 1;

/** A formula of a page on one line: in the TeX that it was made from, where it says it. */
export function formulaText(math: PageElement): string {
  const annotation = [...math.querySelectorAll('annotation')].find((one) =>
    /tex/i.test(one.getAttribute('encoding') ?? ''),
  );
  const tex = (annotation?.textContent ?? math.getAttribute('alttext') ?? '').replace(/\s+/gu, ' ').trim();
  if (tex !== '') return tex;
  const text = inner(math).replace(/\s+/gu, ' ').trim();
  if (text !== '') return text;
  return [...math.childNodes]
    .filter((node) => !isElement(node))
    .map((node) => node.nodeValue ?? '')
    .join('')
    .trim();
}

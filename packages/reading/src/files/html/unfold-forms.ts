import type { PageDocument, PageElement, PageNode } from './html-dom.ts';
import { isHidden as isUnseen } from './html-look.ts';

type Part = PageElement & {
  append(...nodes: (PageNode | string)[]): void;
  before(node: PageNode): void;
  after(text: string): void;
  replaceWith(node: PageNode | string): void;
};
type Maker = PageDocument & { createElement(name: string): Part };

/** Words that say what a control does, and nothing about the subject of a page. */
const commands =
  /^(ok|go|yes|no|cancel|close|dismiss|copy|copied!?|share|print|save|edit|delete|remove|add|apply|submit|send|search|filter|reset|clear|next|prev|previous|back|more|less|show more|show less|load more|read more|menu|open menu|close menu|toggle navigation|play|pause|expand|collapse|accept|accept all|reject all|log in|login|log out|logout|sign in|sign up|sign out|register|subscribe|continue|add to cart|buy|download|upload|choose file|browse|suchen|senden|abbrechen|rechercher|envoyer|buscar|enviar)$/i;
const shownInputs = new Set(['', 'text', 'number', 'email', 'tel', 'url', 'date', 'time', 'datetime-local', 'month']);
const buttonInputs = new Set(['button', 'submit', 'reset']);

const collapsed = (text: string | null | undefined): string => (text ?? '').replace(/\s+/gu, ' ').trim();
const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);
const isHidden = (element: PageElement): boolean => isUnseen(element) || element.getAttribute('aria-hidden') === 'true';

/**
 * Makes text of forms, so that what reads a page does not drop it: a form may hold the whole page (ASP.NET), prices may be options, and
 * questions may be buttons. Forms become plain parts, selects lists, buttons and filled fields their words; passwords and what is hidden
 * stay out, as do the names of commands (*Search*). The document is changed. Returns the texts of the controls.
 */
export function unfoldForms(document: PageDocument): string[] {
  const maker = document as Maker;
  const texts: string[] = [];
  for (const select of [...document.querySelectorAll('select')] as Part[]) {
    const list = maker.createElement('ul');
    keepAttributes(select, list);
    for (const text of optionsOf(select)) list.append(item(maker, 'li', text, isHidden(select) ? [] : texts));
    select.replaceWith(list);
  }
  for (const button of [...document.querySelectorAll('button')] as Part[]) {
    const text = collapsed(button.textContent);
    if (isHidden(button) || !hasWords(text) || commands.test(text)) button.replaceWith(' ');
    else button.replaceWith(around(maker, button, texts, text));
  }
  for (const input of [...document.querySelectorAll('input[value]')] as Part[]) {
    const text = wordsOf(input);
    if (text !== '') input.replaceWith(item(maker, 'span', ` ${text} `, texts));
  }
  for (const area of [...document.querySelectorAll('textarea')] as Part[]) {
    const text = isHidden(area) ? '' : (area.textContent ?? '').trim();
    area.replaceWith(hasWords(text) ? item(maker, 'div', text, texts) : ' ');
  }
  for (const label of [...document.querySelectorAll('label')] as Part[]) {
    // what is apart by its place on the page alone
    label.before(maker.createElement('br'));
    label.after(' ');
  }
  for (const block of [...document.querySelectorAll('legend, form')] as Part[]) block.replaceWith(around(maker, block));
  return texts;
}

function optionsOf(select: PageElement): string[] {
  const texts: string[] = [];
  for (const option of select.querySelectorAll('optgroup, option')) {
    const isGroup = option.tagName.toUpperCase() === 'OPTGROUP';
    const text = collapsed((isGroup ? undefined : option.textContent) || option.getAttribute('label'));
    if (hasWords(text) && !isHidden(option)) texts.push(text);
  }
  return texts;
}

function wordsOf(input: PageElement): string {
  const type = (input.getAttribute('type') ?? '').toLowerCase();
  const value = collapsed(input.getAttribute('value'));
  if (isHidden(input) || !hasWords(value)) return '';
  if (buttonInputs.has(type)) return commands.test(value) ? '' : value;
  return shownInputs.has(type) ? value : '';
}

function item(maker: Maker, name: string, text: string, texts: string[]): Part {
  const element = maker.createElement(name);
  element.append(text);
  texts.push(text.trim());
  return element;
}

/** The same content in an element without a meaning: in a block where it is a form, on its own line where it is a button in the text. */
function around(maker: Maker, part: Part, texts?: string[], text?: string): Part {
  const element = maker.createElement(isInLine(part) ? 'span' : 'div');
  keepAttributes(part, element);
  element.append(...part.childNodes);
  if (text !== undefined) texts?.push(text);
  return element;
}

/** What says whether it is shown, and how. */
function keepAttributes(from: PageElement, to: PageElement): void {
  for (const name of ['id', 'class', 'style', 'hidden', 'aria-hidden']) {
    const value = from.getAttribute(name);
    if (value !== null) to.setAttribute(name, value);
  }
}

/** A button of a heading or a paragraph is a part of its line. */
function isInLine(part: Part): boolean {
  const { parentElement } = part as unknown as { parentElement: PageElement | null };
  return /^(H[1-6]|P|LI|DT|SUMMARY|LABEL|TD|TH|A|SPAN)$/i.test(parentElement?.tagName ?? '');
}

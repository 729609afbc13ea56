import { t } from '@lingui/core/macro';

/*
 * The rule of a chat page: what is typed goes into the question box, wherever the focus is. Exceptions: fields, menus, lists and dialogs,
 * and elements whose `data-own-keys` names the key. Until the box of the conversation in the URL is there, a field that nobody sees takes
 * the keys, so that dead keys, compositions and corrections work, and the box takes over its text.
 */
const fieldId = 'typed-early';
const chatPath = /^\/w\/[^/]+\/chat(?:\/([^/]+))?\/?$/;
const others =
  'input, textarea, select, [contenteditable], [role=dialog], [role=alertdialog], [role=menu], [role=listbox], [role=grid], [role=tree], [role=combobox], [data-list-keys]';
const composes = ['Process', 'Dead', 'Unidentified'];

type Box = {
  element: HTMLTextAreaElement;
  /** Undefined for a new chat. */
  conversationId: string | undefined;
  /** Takes over what was typed before the box was there. */
  onTyped: (text: string) => void;
  /** Asks what was typed and ended with Enter. */
  onAsked: (text: string) => void;
};
let box: Box | undefined;
/** The person may not ask here: keys are shortcuts, as on other pages. */
let isReadOnly = false;
/** The conversation that the question in the box has begun: its URL is shown a moment before the box belongs to it. */
let begun: string | undefined;
let isComposing = false;

const conversationInUrl = (): string | undefined => chatPath.exec(location.pathname)?.[1];
const isChat = (): boolean => chatPath.test(location.pathname);
const isCurrent = ({ conversationId }: Box): boolean => {
  const shown = conversationInUrl();
  return shown === conversationId || (shown !== undefined && shown === begun);
};
/** A modal covers the page. */
const isCovered = (): boolean => document.getElementById('root')?.closest('[aria-hidden=true], [inert]') !== null;

const earlyField = (): HTMLTextAreaElement | null => document.querySelector<HTMLTextAreaElement>(`#${fieldId}`);

function makeField(): HTMLTextAreaElement {
  const field = document.createElement('textarea');
  field.id = fieldId;
  field.setAttribute('aria-label', t`Question for the next chat`);
  field.style.cssText = 'position:fixed;top:0;width:1px;height:1px;opacity:0';
  document.body.append(field);
  return field;
}

/** Where a key goes now. */
function target(): HTMLTextAreaElement {
  if (box && isCurrent(box)) return box.element;
  return earlyField() ?? makeField();
}

/** A space between words, while the page of the box is on its way and there is nothing to scroll. */
const isSpaceBetween = ({ key, target: from }: KeyboardEvent): boolean =>
  key === ' ' && from === document.body && (box === undefined || !isCurrent(box));

/** Whether the key press types something. A space is left to what it scrolls or presses: no text begins with it. */
function isText(event: KeyboardEvent): boolean {
  const { key, ctrlKey, metaKey, altKey } = event;
  const isMac = /mac|iphone|ipad/i.test(navigator.platform);
  const isAltGraph = event.getModifierState('AltGraph');
  if ((ctrlKey || metaKey) && !isAltGraph) return key.toLowerCase() === 'v' && !altKey && !event.shiftKey;
  if (altKey && !isAltGraph && !isMac) return false;
  return composes.includes(key) || isSpaceBetween(event) || (key !== ' ' && [...key].length === 1);
}

function belongsElsewhere(element: Element | null, key: string): boolean {
  if (element === null || element === earlyField()) return false;
  // the box of another conversation: the page is on its way to the one in the URL
  if (element === box?.element) return false;
  const own = element.closest<HTMLElement>('[data-own-keys]')?.dataset.ownKeys;
  return element.closest(others) !== null || own?.split(' ').includes(key) === true;
}

function onKeyDown(event: KeyboardEvent): void {
  const from = event.target instanceof Element ? event.target : null;
  if (from?.id === fieldId && !isChat()) from.remove();
  if (!isChat() || isReadOnly || event.isComposing || !isText(event)) return;
  if (isCovered() || belongsElsewhere(from, event.key)) return;
  const to = target();
  if (from === to) return;
  // the key is typed into what has the focus when its handlers have run
  to.focus();
  if (to === box?.element) to.setSelectionRange(to.value.length, to.value.length);
  event.stopImmediatePropagation();
}

function onPaste(event: ClipboardEvent): void {
  const from = event.target instanceof Element ? event.target : null;
  if (!isChat() || isReadOnly || isCovered() || belongsElsewhere(from, '')) return;
  const to = target();
  if (from === to || event.clipboardData === null) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  to.focus();
  const text = event.clipboardData.getData('text/plain');
  // inserted as if it were typed, so that it can be undone
  if (text !== '') document.execCommand('insertText', false, text);
  else to.dispatchEvent(new ClipboardEvent('paste', { clipboardData: event.clipboardData, bubbles: true }));
}

/** Moves what was typed early into the box, and the focus with it. */
function takeOver(): void {
  const field = earlyField();
  if (field === null || box === undefined || !isCurrent(box) || isComposing) return;
  const { value: text, dataset } = field;
  const hadFocus = field === document.activeElement;
  field.remove();
  if (dataset.asked !== undefined) box.onAsked(dataset.asked);
  if (text !== '') box.onTyped(text);
  if (dataset.asked !== undefined || text !== '' || hadFocus) focusBox();
}

function onComposition(event: CompositionEvent): void {
  if (event.target !== earlyField()) return;
  isComposing = event.type === 'compositionstart';
  if (!isComposing) setTimeout(takeOver);
}

/** To be called once, before any page is shown. */
export function catchTyping(): void {
  window.addEventListener('keydown', onKeyDown, { capture: true });
  window.addEventListener('paste', onPaste, { capture: true });
  window.addEventListener('compositionstart', onComposition, { capture: true });
  window.addEventListener('compositionend', onComposition, { capture: true });
}

/** To be called when a page is shown: the field is of no use where no chat is. */
export function dropEarlyField(): void {
  if (!isChat()) earlyField()?.remove();
}

/** Makes a box the one that is typed into. Returns the function that withdraws it. */
export function offerBox(offered: Box): () => void {
  box = offered;
  if (begun === offered.conversationId) begun = undefined;
  takeOver();
  return () => {
    if (box === offered) box = undefined;
  };
}

/** The page has no question box. Returns the function that ends this. */
export function refuseTyping(): () => void {
  isReadOnly = true;
  earlyField()?.remove();
  return () => {
    isReadOnly = false;
  };
}

/** The first question has made this conversation: what is typed on goes on in the same box. */
export function continueIn(conversationId: string): void {
  begun = conversationId;
}

/** Gives the box the focus, its text continues at its end. On touch devices a keyboard would come up: there it does nothing. */
export function focusBox(): void {
  if (box === undefined || !isCurrent(box) || isCovered() || matchMedia('(pointer: coarse)').matches) return;
  box.element.focus({ preventScroll: true });
}

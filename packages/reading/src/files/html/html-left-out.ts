import type { PageElement } from './html-dom.ts';
import { isHidden } from './html-look.ts';

/**
 * What was left out, part by part: `hidden`: nobody who opens the page sees it; `frames`: it stands in another file; `pictures`: nobody
 * says what they show.
 */
export type LeftOutParts = { hidden: number; frames: number; pictures: number };

/** Nothing is left out yet. */
export const noLeftOut = (): LeftOutParts => ({ hidden: 0, frames: 0, pictures: 0 });

function sentence(count: number, what: string, of: string, more = ''): string[] {
  if (count === 0) return [];
  const [some, was] = count === 1 ? [what, 'was'] : [`${what}s`, 'were'];
  return [`${count.toLocaleString('en')} ${some}${more} in this ${of} ${was} not read.`];
}

/** Sentences for people on what was left out of a `page` or an `email`; none where nothing was. */
export const leftOutInWords = ({ hidden, frames, pictures }: LeftOutParts, of: string): string[] => [
  ...sentence(hidden, 'hidden part', of),
  ...sentence(frames, 'embedded frame', of),
  ...sentence(pictures, 'picture', of, ' without a description'),
];

const isSmall = (element: PageElement, most: number): boolean =>
  ['width', 'height'].some((side) => Number.parseInt(element.getAttribute(side) ?? '1000', 10) <= most);

/** Frames of one point, or hidden ones, count visitors. */
export const isFrame = (element: PageElement): boolean =>
  !isHidden(element) && /^(?!about:)\S/i.test(element.getAttribute('src') ?? '') && !isSmall(element, 1);

/** An empty description says that a picture is an ornament; one that is missing says nothing. Small ones are icons. */
export const isPicture = (element: PageElement): boolean =>
  !element.hasAttribute('alt') && element.hasAttribute('src') && !isSmall(element, 48);

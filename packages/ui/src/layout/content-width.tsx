import { cn } from '../class-names.tsx';

const widths = { reading: 'mx-auto max-w-reading', form: 'mx-auto max-w-form', work: '' };
export type ContentWidth = keyof typeof widths;

/**
 * The classes of what a page holds: `reading` (720 px) for text, `form` (640 px) for settings and questions to the person, `work` (all
 * there is) for lists and tables. Everything on a page has the same, so that edges align.
 */
export const contentWidth = (width: ContentWidth, extra?: string): string =>
  cn('w-full px-4 sm:px-6', widths[width], extra);

import type { Citation } from '@millrace/contract/chat/chat';
import { whereInWords } from '../../language/where-in-words.ts';

/** An answer as self-contained Markdown: its text and, below, the passages that its numbers cite. */
export function answerAsMarkdown(content: string, citations: readonly Citation[]): string {
  const references = citations
    .filter((citation) => citation.supported)
    .toSorted((a, b) => a.n - b.n)
    .map(
      ({ n, title, quote, ...where }) =>
        `[${n}] ${[title, whereInWords(where)].filter(Boolean).join(', ')}: “${quote.replaceAll(/\s+/g, ' ').trim()}”`,
    );
  return references.length === 0 ? content : `${content.trimEnd()}\n\n---\n\n${references.join('  \n')}\n`;
}

/** The content of the last code fence of a Markdown text. */
export const lastCode = (markdown: string): string | undefined =>
  [...markdown.matchAll(/^ *(`{3,}|~{3,})[^\n]*\n([\s\S]*?)^ *\1/gm)].at(-1)?.[2];

import type { Block, Paragraph } from './model.ts';
import { pageMark } from './walk.ts';
import { blocksText } from './write-text.ts';

/** What parts a header, between which there may be the number of a page. */
const separator = /(\s*[|•·‖]\s*|\s+[-–—]+\s+|\n|\s{2,})/u;

/** Without the number of the page and the words that belong to it: *Page 3 of 9*. Longer texts stay, without the number. */
function withoutPageNumbers(text: string): string {
  if (!text.includes(pageMark)) return text;
  const parts = text.split(separator);
  const kept = parts.filter((part, i) => {
    if (i % 2 === 1) return true;
    const words = part.replaceAll(pageMark, ' ').match(/[\p{L}\p{N}]+/gu) ?? [];
    return !part.includes(pageMark) || words.length > 4;
  });
  return kept
    .join('')
    .replaceAll(pageMark, '')
    .replace(/^[\s|•·‖–—-]+|[\s|•·‖–—-]+$/gu, '')
    .replace(/\s+/gu, ' ');
}

const withoutNumbers = (block: Block): Block => {
  if (block.kind === 'plain') return { kind: 'plain', text: withoutPageNumbers(block.text) };
  if (block.kind === 'table') {
    const rows = block.rows.map((cells) => cells.map((cell) => ({ ...cell, blocks: cell.blocks.map(withoutNumbers) })));
    return { kind: 'table', rows };
  }
  const text = block.runs.map((run) => run.text).join('');
  if (!text.includes(pageMark)) return block;
  return { ...block, runs: [{ text: withoutPageNumbers(text), struck: false }] } satisfies Paragraph;
};

/** Headers and footers with each text once: sections repeat them, and first and even pages have their own. No numbers of pages. */
export function distinctMargins(headers: Block[], footers: Block[]): { headers: Block[]; footers: Block[] } {
  const seen = new Set<string>();
  const isNew = (block: Block) => {
    const text = blocksText([block]).replace(/\s+/gu, ' ').trim();
    if (text === '' || seen.has(text)) return false;
    seen.add(text);
    return true;
  };
  return {
    headers: headers.map(withoutNumbers).filter(isNew),
    footers: footers.map(withoutNumbers).filter(isNew),
  };
}

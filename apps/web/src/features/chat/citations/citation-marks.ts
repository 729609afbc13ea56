/** Just enough of the HTML tree that Markdown becomes. */
export type Node = {
  type: string;
  tagName?: string;
  value?: string;
  properties?: Record<string, unknown>;
  children?: Node[];
};

export type Piece = string | number;

/** Text split at its citations: `'see [1, 2].'` is `['see ', 1, 2, '.']`. */
export function cutAtCitations(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(/ ?\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\]/g)) {
    if (match.index > end) pieces.push(text.slice(end, match.index));
    for (const n of (match[1] as string).split(',')) pieces.push(Number(n));
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push(text.slice(end));
  return pieces;
}

const nodeOf = (piece: Piece): Node =>
  typeof piece === 'string'
    ? { type: 'text', value: piece }
    : { type: 'element', tagName: 'citation-mark', properties: { n: String(piece) }, children: [] };

const opaque = new Set(['code', 'pre', 'a']);

function markIn(node: Node): void {
  if (node.children === undefined || opaque.has(node.tagName ?? '')) return;
  node.children = node.children.flatMap((child) => {
    if (child.type === 'text') return cutAtCitations(child.value ?? '').map(nodeOf);
    markIn(child);
    return [child];
  });
}

/** Turns `[n]` in running text into elements; code and links keep their brackets. A rehype plugin. */
export const citationMarks = () => markIn;

function textIn(node: Node): void {
  for (const child of node.children ?? []) {
    if (child.type === 'raw') child.type = 'text';
    else textIn(child);
  }
}

/** HTML that a model writes is shown as text. A rehype plugin that must run before all others. */
export const htmlAsText = () => textIn;

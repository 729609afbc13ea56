/**
 * One piece of a passage as its writer set it. `text`: word for word, lines parted by line breaks, without signs of quotation.
 * `marker`: what an item begins with, such as `a.`; its kind (`-`, `1`, `a`) tells a list from the one that it is in.
 */
export type Block = {
  kind: 'heading' | 'text' | 'lines' | 'item' | 'row' | 'header' | 'pair';
  text: string;
  marker?: string;
};

const itemStart =
  /^\s*((?:[-*•·▪‣○●]|\(?\p{Nd}{1,3}[.)]|\(?(?:[a-z]|[ivx]{1,4})[.)]|[A-Z][.)](?=\s+[A-Z][a-z]+\b(?!\s+[A-Z])))(?=\s+\S)|(?=["“«]\p{Ll}[^"”»]{0,40}["”»],?\s))\s*/u;
const ruler = /^\s*\|?[\s:|-]+\|?\s*$/;
const pair = /^[\p{L}\p{N}"“«*][^:：|\n]{0,45}[:：]\s+\S/u;
/** A line that is longer than this is no line of an address or of data. */
const shortLine = 60;

/** The pieces of a passage in their order. */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  for (const part of headed(unquoted(text)).split(/\n\s*\n/)) readPart(part.split('\n'), blocks);
  for (const [at, block] of blocks.entries())
    if (isNumberedHeading(block, blocks[at - 1], blocks[at + 1])) block.kind = 'heading';
  return blocks;
}

/** `4. Dangerous goods` above its text is no item of a list. */
function isNumberedHeading(block: Block, above: Block | undefined, below: Block | undefined): boolean {
  const isAlone = above?.kind !== 'item' && below?.kind !== 'item';
  return (
    block.kind === 'item' &&
    isAlone &&
    /^\p{N}/u.test(block.marker ?? '') &&
    block.text.length < 60 &&
    !/[.!?:;,،؛。।؟]$/.test(block.text)
  );
}

const unquoted = (text: string): string => text.replace(/\r/g, '').replace(/^[^\S\n]*>[^\S\n]?/gm, '');

/** What stands between two blank lines. */
function readPart(lines: string[], blocks: Block[]): void {
  let open: string[] = [];
  const close = () => {
    if (open.length > 0) blocks.push(...blocksOfLines(open));
    open = [];
  };
  for (const line of lines) {
    const trimmed = line.trim();
    const item = itemStart.exec(line);
    if (trimmed === '') continue;
    if (/^#{1,6}\s/.test(trimmed)) {
      close();
      blocks.push({ kind: 'heading', text: trimmed.replace(/^#{1,6}\s+/, '') });
    } else if (trimmed.startsWith('|') || (trimmed.split('|').length > 2 && open.length === 0)) {
      close();
      const last = blocks.at(-1);
      if (!ruler.test(trimmed)) blocks.push({ kind: 'row', text: trimmed });
      else if (last?.kind === 'row') last.kind = 'header';
    } else if (item) {
      close();
      blocks.push({ kind: 'item', text: trimmed, marker: item[1] ?? '' });
    } else if (blocks.at(-1)?.kind === 'item' && open.length === 0 && isWithin(lines, line)) {
      const last = blocks.at(-1);
      if (last) last.text += `\n${trimmed}`;
    } else open.push(trimmed);
  }
  close();
}

/** A line below an item, with no blank line between, continues it. */
const isWithin = (lines: string[], line: string): boolean => {
  const at = lines.indexOf(line);
  return at > 0 && lines.slice(0, at).some((above) => itemStart.test(above));
};

function blocksOfLines(lines: string[]): Block[] {
  const [first = ''] = lines;
  if (lines.length === 1)
    return [{ kind: isHeading(first) ? 'heading' : pair.test(first) ? 'pair' : 'text', text: first }];
  if (lines.some((line) => /^[:：]\s/.test(line))) return [{ kind: 'pair', text: lines.join('\n') }];
  const isShort = lines.every((line) => line.length <= shortLine);
  if (lines.every((line) => pair.test(line) && line.length < 2 * shortLine))
    return lines.map((text) => ({ kind: 'pair', text }));
  const isBroken = isShort && lines.filter((line) => /[.!?。।؟]$/.test(line)).length <= lines.length / 3;
  if (!isBroken) return [{ kind: 'text', text: lines.join('\n') }];
  // lines of data within lines of an address are data
  const blocks: Block[] = [];
  for (const line of lines) {
    const last = blocks.at(-1);
    if (pair.test(line)) blocks.push({ kind: 'pair', text: line });
    else if (last?.kind === 'lines') last.text += `\n${line}`;
    else blocks.push({ kind: 'lines', text: line });
  }
  return blocks;
}

/** Puts a blank line under a short line that stands like a heading right above its text, as PDFs bring them. */
function headed(text: string): string {
  return text.replace(
    /(^|\n[^\S\n]*\n)([^\n]{3,40})\n(?=(\p{Lu}[^\n]*))/gu,
    (all, above: string, line: string, below: string) =>
      isHeading(line.trim()) && below.length > line.length * 1.4 && below.length > shortLine
        ? `${above}${line}\n\n`
        : all,
  );
}

function isHeading(line: string): boolean {
  return (
    line.length < 60 &&
    !/[.!?:;,|…。！？।؟]["')\]]?$/.test(line) &&
    !/[:|=：@]/.test(line) &&
    !itemStart.test(line) &&
    line.split(' ').length <= 7
  );
}

import type { Heading } from '../extracted.ts';

const fence = /^ {0,3}(`{3,}|~{3,})/;
const numbered = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))??(?:[ \t]+#+)?[ \t]*$/;
const underline = /^ {0,3}(=+|-{2,})[ \t]*$/;
/** Lines that cannot be the text over an underline. */
const notProse = /^(?:\s*$| {4}|\t| {0,3}(?:[-*+>|]|\d+[.)])(?:\s|$))/;

/** Headings of Markdown in order: `# numbered` and underlined ones, not what looks like one inside a code fence. */
export function markdownHeadings(text: string): Heading[] {
  const headings: Heading[] = [];
  let open: string | undefined;
  let before = { start: 0, line: '' };
  for (let start = 0; start <= text.length; ) {
    const found = text.indexOf('\n', start);
    const next = found === -1 ? text.length : found;
    const end = text[next - 1] === '\r' ? next - 1 : next;
    const line = text.slice(start, end);
    const mark = fence.exec(line)?.[1];
    if (open !== undefined) {
      if (mark?.startsWith(open) && line.trim() === mark) open = undefined;
      before = { start, line: '' };
    } else if (mark) {
      open = mark;
      before = { start, line: '' };
    } else {
      const heading = numbered.exec(line);
      const under = underline.exec(line);
      if (heading) {
        headings.push({ start, end, text: (heading[2] ?? '').trim(), level: heading[1]?.length ?? 1 });
      } else if (under && !notProse.test(before.line)) {
        headings.push({ start: before.start, end, text: before.line.trim(), level: under[1]?.startsWith('=') ? 1 : 2 });
      }
      before = { start, line: heading || under ? '' : line };
    }
    start = next + 1;
  }
  return headings;
}

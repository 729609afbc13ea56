import { type JsonKind, jsonKinds } from './json-answers.ts';
import { shapes } from './shapes.ts';

/** What a model name such as `scripted:ttft=500,tps=20,tokens=100` asks of the scripted server. */
export type Knobs = {
  /** Time to the first token, ms. */
  ttft: number;
  /** Tokens a second; 0: as fast as the socket takes them. */
  tps: number;
  /** Words of the default text; of `markdown`, `table` and `code` the most, they grow by whole pieces; of other texts, where they are cut off with finish_reason `length`. */
  tokens: number | undefined;
  /** Tokens of reasoning_content before the text. */
  reasoning: number;
  /** After n tokens: the socket is destroyed · nothing more is sent · a chunk that is not JSON · JSON that is not a chunk. */
  cut: number | undefined;
  hang: number | undefined;
  malformed: number | undefined;
  wrongSchema: number | undefined;
  /** Answer with this HTTP status and, where given, Retry-After (seconds). */
  status: number | undefined;
  retryAfter: string | undefined;
  /** Only the first n requests with this model name and last user message get the fault, 500 if none is named. */
  failFirst: number | undefined;
  /** Percent of requests that fail before the first token, drawn by `seed` and the request's number. */
  faults: number;
  seed: number;
  /** Words a prompt may have; more is a context overflow. */
  context: number | undefined;
  /** The only key that is accepted; `none`: no key is needed. Otherwise any but `wrong`. */
  key: string | undefined;
  text: TextName;
  /** The answer is JSON for the schema of the request, or fails to be in this way (`json-answers.ts`). */
  json: JsonKind | undefined;
  /** The body of the answer is this one, whatever is asked (`shapes.ts`). */
  shape: string | undefined;
  /** What a request must not have, joined by `+`: `system`, `base64`, or the name of a field; and with which status it is refused. */
  refuse: string[];
  refuseStatus: number | undefined;
  /** Of embeddings: the most texts at once, the longest text in characters; 1: no text with the word *poison*. */
  batch: number;
  longest: number;
  poison: number;
};

export const textNames = [
  'words',
  'clock',
  'quote',
  'quotes',
  'bad-cite',
  'markdown',
  'table',
  'code',
  'evil',
] as const;
export type TextName = (typeof textNames)[number];

const numbers = {
  ttft: 'ttft',
  tps: 'tps',
  tokens: 'tokens',
  reasoning: 'reasoning',
  cut: 'cut',
  hang: 'hang',
  malformed: 'malformed',
  'wrong-schema': 'wrongSchema',
  status: 'status',
  'fail-first': 'failFirst',
  faults: 'faults',
  seed: 'seed',
  context: 'context',
  'refuse-status': 'refuseStatus',
  batch: 'batch',
  longest: 'longest',
  poison: 'poison',
} as const;

/** The knobs of a model name, or in words what is wrong with it; undefined for a name that is not ours. */
export function readKnobs(model: unknown): Knobs | { fault: string } | undefined {
  if (typeof model !== 'string' || !/^scripted(:|$)/.test(model)) return undefined;
  const knobs: Knobs = {
    ttft: 0,
    tps: 0,
    tokens: undefined,
    reasoning: 0,
    cut: undefined,
    hang: undefined,
    malformed: undefined,
    wrongSchema: undefined,
    status: undefined,
    retryAfter: undefined,
    failFirst: undefined,
    faults: 0,
    seed: 1,
    context: undefined,
    key: undefined,
    text: 'words',
    json: undefined,
    shape: undefined,
    refuse: [],
    refuseStatus: undefined,
    batch: Number.POSITIVE_INFINITY,
    longest: Number.POSITIVE_INFINITY,
    poison: 0,
  };
  for (const pair of model.slice('scripted:'.length).split(',')) {
    if (pair.trim() === '') continue;
    const [name = '', value = ''] = pair.split('=', 2).map((part) => part.trim());
    const fault = turn(knobs, name, value);
    if (fault) return { fault };
  }
  return knobs;
}

function turn(knobs: Knobs, name: string, value: string): string | undefined {
  if (name in numbers) {
    const number = Number(value);
    if (value === '' || !Number.isFinite(number) || number < 0) return `Knob "${name}" needs a number, not "${value}"`;
    knobs[numbers[name as keyof typeof numbers]] = number;
    return undefined;
  }
  if (name === 'retry-after') knobs.retryAfter = value;
  else if (name === 'key') knobs.key = value;
  else if (name === 'refuse') knobs.refuse = value.split('+');
  else if (name === 'shape') {
    if (!(value in shapes)) return `Knob "shape" does not know "${value}"`;
    knobs.shape = value;
  } else if (name === 'text') {
    const text = textNames.find((known) => known === value);
    if (!text) return `Knob "text" knows ${textNames.join(', ')}, not "${value}"`;
    knobs.text = text;
  } else if (name === 'json') {
    const kind = jsonKinds.find((known) => known === value);
    if (!kind) return `Knob "json" knows ${jsonKinds.join(', ')}, not "${value}"`;
    knobs.json = kind;
  } else return `Unknown knob "${name}"`;
  return undefined;
}

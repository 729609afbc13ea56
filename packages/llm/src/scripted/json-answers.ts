import { createHash } from 'node:crypto';

/**
 * `valid`: by the schema of the request, drawn by the hash of the last message. The others fail in one way: a label that is none, a
 * sentence, the first half, quotes that are nowhere, a number above all bounds, a megabyte of text, nothing.
 */
export const jsonKinds = [
  'valid',
  'off-label',
  'prose',
  'half',
  'invented-quote',
  'fenced',
  'huge-number',
  'long',
  'empty',
] as const;
export type JsonKind = (typeof jsonKinds)[number];

type Schema = {
  type?: string | string[];
  enum?: unknown[];
  format?: string;
  items?: Schema;
  properties?: Record<string, Schema>;
  description?: string;
};

/** Numbers from 0 to 1 that depend on the text alone. */
function drawFrom(text: string): () => number {
  let count = 0;
  return () => createHash('sha1').update(`${count++}:${text}`).digest().readUInt32BE(0) / 2 ** 32;
}

/** The schema that a request holds its answer to, or that it describes in words. */
export function schemaOf(body: Record<string, unknown>): Schema | undefined {
  const format = body.response_format as { json_schema?: { schema?: Schema } } | undefined;
  if (format?.json_schema?.schema) return format.json_schema.schema;
  const messages = Array.isArray(body.messages) ? body.messages : [];
  for (const { content } of messages as { content?: unknown }[]) {
    const told = typeof content === 'string' ? /JSON Schema:\n(\{.*\})/.exec(content)?.[1] : undefined;
    if (told !== undefined) return JSON.parse(told) as Schema;
  }
  return undefined;
}

/** What a model says that was asked for JSON. `text`: what it was asked about, of which quotes are made. */
export function jsonAnswer(kind: JsonKind, schema: Schema | undefined, text: string): string {
  if (kind === 'empty') return '';
  if (kind === 'prose' || schema === undefined) return 'I would say that this text is about water, but I am not sure.';
  const draw = drawFrom(text);
  const whole = JSON.stringify(answerFor(schema, { kind, text, draw, key: '' }));
  if (kind === 'half') return whole.slice(0, Math.ceil(whole.length / 2));
  if (kind === 'fenced') return `Here you are:\n\`\`\`json\n${whole}\n\`\`\``;
  if (kind === 'huge-number') return whole.replace(/:(-?\d+(?:\.\d+)?)/, ':1e400');
  if (kind === 'long') return `${whole}${' '.repeat(5_000_000)}`;
  return whole;
}

type At = { kind: JsonKind; text: string; draw: () => number; key: string };

function answerFor(schema: Schema, at: At): unknown {
  const { kind, draw, key } = at;
  if (schema.enum) {
    if (kind === 'off-label') return 'a label that is not in the list';
    const known = schema.enum.filter((value) => value !== null);
    return known[Math.floor(draw() * known.length)];
  }
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, value]) => [
          name,
          answerFor(value, { ...at, key: `${key}.${name}` }),
        ]),
      );
    case 'array':
      return schema.items ? [answerFor(schema.items, at)] : [];
    case 'boolean':
      return draw() < 0.5;
    case 'integer':
    case 'number':
      return key.startsWith('.confidence') ? Math.round((0.5 + draw() / 2) * 100) / 100 : 1;
    default:
      return stringOf(schema, at);
  }
}

function stringOf({ format, description }: Schema, { kind, text, key }: At): string {
  if (format === 'date' || /YYYY-MM-DD/.test(description ?? '')) return '2024-02-29';
  if (!key.startsWith('.evidence')) return 'word';
  return kind === 'invented-quote'
    ? 'words that stand nowhere in the text'
    : (text.match(/\S+(?:\s+\S+){0,3}/)?.[0] ?? text);
}

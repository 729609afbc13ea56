import { inEnglish } from '../wording.ts';

/** What a content part can be that is not text. */
const unreadKinds = ['picture', 'recording', 'file', 'part'] as const;
export type UnreadKind = (typeof unreadKinds)[number];

export type ReadContent = { text: string; unread: UnreadKind[] };

const kinds: Record<string, UnreadKind> = {
  image: 'picture',
  image_url: 'picture',
  input_image: 'picture',
  input_audio: 'recording',
  file: 'file',
  input_file: 'file',
};
const textTypes = new Set(['text', 'input_text', 'output_text']);

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/**
 * The text of a message's `content`: a text, null, or parts, of which those that are not text are counted. Undefined where it is none of
 * these.
 */
export function readContent(content: unknown): ReadContent | undefined {
  if (content === null || content === undefined) return { text: '', unread: [] };
  if (typeof content === 'string') return { text: content, unread: [] };
  if (!Array.isArray(content)) return undefined;
  const texts: string[] = [];
  const unread: UnreadKind[] = [];
  for (const part of content as unknown[]) {
    const text = textOf(part);
    if (text !== undefined) texts.push(text);
    else if (isObject(part) && typeof part.type === 'string' && !textTypes.has(part.type))
      unread.push(kinds[part.type] ?? 'part');
    else return undefined;
  }
  return { text: texts.join('\n'), unread };
}

function textOf(part: unknown): string | undefined {
  if (typeof part === 'string') return part;
  if (!isObject(part)) return undefined;
  if (part.type === 'refusal' && typeof part.refusal === 'string') return part.refusal;
  return textTypes.has(String(part.type)) && typeof part.text === 'string' ? part.text : undefined;
}

const sentences: Record<UnreadKind, string> = {
  picture: '{count, plural, one {# picture was} other {# pictures were}} not read.',
  recording: '{count, plural, one {# recording was} other {# recordings were}} not read.',
  file: '{count, plural, one {# file was} other {# files were}} not read.',
  part: '{count, plural, one {# part of an unknown type was} other {# parts of unknown types were}} not read.',
};

/** What was passed over, in a sentence per kind. In English: programs have no language of their own. */
export function unreadNotices(unread: UnreadKind[]): string[] {
  return unreadKinds.flatMap((kind) => {
    const count = unread.filter((each) => each === kind).length;
    return count === 0 ? [] : [inEnglish({ message: sentences[kind], values: { count } })];
  });
}

const reason = 'Only the text of a question is read; to ask about a file, add it to the sources.';
const noteForm = new RegExp(`\\n\\n\\*[^*\\n]+ ${reason}\\*$`);

/** The notices as the end of an answer, for readers who see its text alone. Empty where there are none. */
export const unreadNote = (unread: UnreadKind[]): string =>
  unread.length === 0 ? '' : `\n\n*${[...unreadNotices(unread), reason].join(' ')}*`;

/** An earlier answer without the note that it was given: the model must not learn to write such notes itself. */
export const withoutNote = (answer: string): string => answer.replace(noteForm, '');

import type { APIError } from 'openai';
import type { PromptMessage } from '../port.ts';
import type { Manners } from './manners.ts';
import { isAboutUnknownField, refusalIn } from './refusal.ts';

/** How one request is made. */
export type ChatManner = Pick<Manners, 'foldsSystem' | 'without' | 'form'>;

type Body = { messages: PromptMessage[] } & Record<string, unknown>;

/**
 * What a request can do without, and how it is named in a refusal: usage, a stream, a temperature, and `max_tokens`, for which there is
 * another name. What a program asks of the form of its answer is never left out in silence.
 */
const extras: Record<string, RegExp> = {
  stream_options: /stream_options|include_usage/,
  stream:
    /\bstream(ing)?\b.{0,60}(not.support|unsupported|not allowed|not available|disabled|must be false)|(not.support|unsupported|cannot|must be verified to).{0,30}\bstream(ing)?\b/i,
  max_tokens:
    /max_tokens.*(max_completion_tokens|not.support|unsupported)|(not.support|unsupported).{0,20}max_tokens/is,
  temperature: /temperature/i,
};
const unsupported = /unsupported|not.support|only the default|extra|unknown|unrecogni[sz]ed|not permitted|forbidden/i;

/** How servers and templates of prompts say that they have no role for rules. */
const noSystemRole = [
  /(system|developer)[\s'"`]*(role|message|prompt|instruction)s?.{0,60}(not|n't|un)[\s-]*(support|allow|enabl|permit|accept|valid)/i,
  /(not support|unsupported|invalid|unknown|unexpected|not allowed|not accept).{0,60}\b(system|developer)\b/i,
  /\broles?\b.{0,80}(alternate|must|should|can only).{0,80}user/i,
  /only.{0,40}user.{0,40}(assistant|model).{0,40}(role|support|allow)/i,
  /first message.{0,40}user/i,
];

/**
 * Changes `manner` after a refusal, so that the request can be made again, and remembers what holds for all requests. False where the
 * refusal is about something else, or has been heeded already.
 */
export function adaptChat(
  error: APIError,
  body: Body,
  manner: ChatManner,
  learned: Manners,
  /** The form of the answer is wanted by us, and another one is as good; a program's own is never changed. */
  formMayChange = false,
): boolean {
  const words = refusalIn(error);
  if (words === undefined) return false;
  if (body.messages[0]?.role === 'system' && noSystemRole.some((said) => said.test(words))) {
    manner.foldsSystem = true;
    learned.foldsSystem = true;
    return true;
  }
  if (formMayChange && manner.form !== 'words' && isAboutForm(words, body, manner)) {
    manner.form = manner.form === 'schema' ? 'object' : 'words';
    learned.form = manner.form;
    return true;
  }
  const left = Object.keys(extras).filter((name) => name in body && !manner.without.has(name));
  const named = left.find((name) => extras[name]?.test(words));
  // which field a server does not know, it may not say: usage is what fewest know
  const field = named ?? (isAboutUnknownField(words) ? left.find((name) => name === 'stream_options') : undefined);
  if (field === undefined) return false;
  manner.without.add(field);
  // a value that is out of range is the request's fault, and others' may be in it
  if (field !== 'temperature' || unsupported.test(words)) learned.without.add(field);
  return true;
}

const form = /response_?format|json_schema|json_object|json.?mode|structured|schema|grammar|guided|strict/i;
const tooLong = /context|too long|maximum.{0,20}(length|tokens)|max_tokens|max_completion_tokens/i;

/**
 * Whether a server refuses how its answer is held to a schema of ours. It need not say which field it does not know; another refusal,
 * such as that of a prompt that is too long, would be the same without the schema.
 */
function isAboutForm(words: string, body: Body, manner: ChatManner): boolean {
  if (body.response_format === undefined || tooLong.test(words)) return false;
  return form.test(words) || (isAboutUnknownField(words) && !namesOther(words, body, manner));
}

const namesOther = (words: string, body: Body, { without }: ChatManner) =>
  Object.entries(extras).some(([name, said]) => name in body && !without.has(name) && said.test(words));

/** The rules at the beginning of what the user says first, for models without a role for them. */
export function foldSystem(messages: PromptMessage[]): PromptMessage[] {
  const rules = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  const talk = messages.filter(({ role }) => role !== 'system');
  const at = talk.findIndex(({ role }) => role === 'user');
  if (rules.length === 0) return talk;
  const content = [...rules, ...(at === -1 ? [] : [talk[at]?.content])].join('\n\n');
  const first: PromptMessage = { role: 'user', content };
  return at === -1 ? [first, ...talk] : talk.with(at, first);
}

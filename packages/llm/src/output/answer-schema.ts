import type { Manners } from '../adapting/manners.ts';
import type { AnswerSchema, ChatRequest, PromptMessage } from '../port.ts';

/** How a server is asked to hold the answer to a schema. */
export function schemaFields({ name, schema }: AnswerSchema, form: Manners['form']) {
  if (form === 'words') return {};
  if (form === 'object') return { response_format: { type: 'json_object' as const } };
  return { response_format: { type: 'json_schema' as const, json_schema: { name, strict: true, schema } } };
}

/** Where the server does not hold the schema, the model is told of it: at the end of the rules, before the texts. */
export function withSchema(
  messages: PromptMessage[],
  { schema }: Pick<ChatRequest, 'schema'>,
  form: Manners['form'],
): PromptMessage[] {
  if (schema === undefined || form === 'schema') return messages;
  const rule = `Answer with one JSON object, without any text around it, that matches this JSON Schema:\n${JSON.stringify(schema.schema)}`;
  const [first, ...rest] = messages;
  if (first?.role !== 'system') return [{ role: 'system', content: rule }, ...messages];
  return [{ ...first, content: `${first.content}\n\n${rule}` }, ...rest];
}

import type { Field } from '@millrace/contract/schemes/field';
import { type JsonSchema, jsonSchemaOf, strictFormOf } from '@millrace/contract/schemes/json-schema';
import type { AnswerSchema } from '@millrace/llm/port';

const objectOf = (fields: readonly Field[], schema: (field: Field) => JsonSchema): JsonSchema => ({
  type: 'object',
  properties: Object.fromEntries(fields.map((field) => [field.key, schema(field)])),
  required: fields.map(({ key }) => key),
  additionalProperties: false,
});

/** Servers refuse schemas with more labels than this; the labels are in the prompt, and the answer is checked. */
const maxEnumLabels = 500;

const withoutLargeEnums = (schema: JsonSchema): JsonSchema => {
  const { enum: labels, ...rest } = schema;
  const kept = labels === undefined || labels.length > maxEnumLabels ? rest : { ...rest, enum: labels };
  if (kept.items) kept.items = withoutLargeEnums(kept.items);
  if (kept.properties)
    kept.properties = Object.fromEntries(
      Object.entries(kept.properties).map(([key, value]) => [key, withoutLargeEnums(value)]),
    );
  return kept;
};

/**
 * What a model answers: the values of the scheme, how certain it is of each, and where the scheme asks for them its reasons and the words
 * of the text on which they rest.
 */
export function answerSchemaOf(fields: readonly Field[]): AnswerSchema {
  const { $schema: _draft, title: _title, ...values } = withoutLargeEnums(strictFormOf(jsonSchemaOf('values', fields)));
  const reasoned = fields.filter(({ justification }) => justification);
  const proven = fields.filter(({ evidence }) => evidence);
  const confidence = objectOf(fields, () => ({ type: 'number', description: 'From 0 (a guess) to 1 (certain).' }));
  const justification = objectOf(reasoned, () => ({ type: 'string', description: 'Why, in one or two sentences.' }));
  const evidence = objectOf(proven, () => ({
    type: 'array',
    items: { type: 'string' },
    description: 'Quotes from the text, word for word. Empty if nothing in the text supports the value.',
  }));
  const parts = {
    ...(reasoned.length > 0 && { justification }),
    ...(proven.length > 0 && { evidence }),
    values,
    confidence,
  };
  const schema: JsonSchema = {
    type: 'object',
    properties: parts,
    required: Object.keys(parts),
    additionalProperties: false,
  };
  return { name: 'answer', schema };
}

import type { Field } from './field.ts';

/** JSON Schema, draft 2020-12, as far as schemes need it. */
export type JsonSchema = {
  $schema?: string;
  title?: string;
  type?: string | string[];
  description?: string;
  enum?: (string | null)[];
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean;
  anyOf?: JsonSchema[];
};

/** Days that exist, in the years 0001 to 9999: validators without formats hold them too. */
const leapYear = '(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)';
const days = [
  `(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8])))`,
  `(?:${leapYear}-02-29)`,
];
export const dayPattern = `^(?!0000)(?:${days.join('|')})$`;

/** Longest text and label that a result may contain, in characters. */
export const maxText = 100_000;
export const maxOpenLabel = 200;
/** Entries of a list, and labels of an open set. */
export const maxEntries = 1_000;

const limits = (field: Field, most: number) => ({
  min: typeof field.min === 'number' ? field.min : 0,
  max: Math.min(typeof field.max === 'number' ? field.max : most, most),
});

export const labelValues = (field: Field): string[] => (field.labels ?? []).map(({ value }) => value);

function label(field: Field): JsonSchema {
  if (field.open) return { type: 'string', minLength: 1, maxLength: maxOpenLabel };
  return { type: 'string', enum: labelValues(field) };
}

/** What a value is, bounds and counts included, when it is known. */
function known(field: Field): JsonSchema {
  switch (field.type) {
    case 'text': {
      const { min, max } = limits(field, maxText);
      return { type: 'string', minLength: min, maxLength: max };
    }
    case 'integer':
    case 'number':
      return {
        type: field.type,
        ...(typeof field.min === 'number' ? { minimum: field.min } : {}),
        ...(typeof field.max === 'number' ? { maximum: field.max } : {}),
      };
    case 'boolean':
      return { type: 'boolean' };
    case 'date':
      return { type: 'string', format: 'date', pattern: dayPattern };
    case 'enum':
      return label(field);
    case 'labels': {
      const { min, max } = limits(field, field.open ? maxEntries : labelValues(field).length);
      return { type: 'array', items: label(field), minItems: min, maxItems: max, uniqueItems: true };
    }
    case 'list': {
      const { min, max } = limits(field, maxEntries);
      return { type: 'array', items: objectOf(field.of ?? []), minItems: min, maxItems: max };
    }
  }
}

function describe(field: Field): string | undefined {
  const parts = [
    field.description,
    field.unit && `Unit: ${field.unit}.`,
    typeof field.min === 'string' && `Not before ${field.min}.`,
    typeof field.max === 'string' && `Not after ${field.max}.`,
  ].filter((part) => typeof part === 'string' && part !== '');
  return parts.length > 0 ? parts.join(' ') : undefined;
}

const orNull = (schema: JsonSchema): JsonSchema => {
  if (schema.enum) return { ...schema, type: ['string', 'null'], enum: [...schema.enum, null] };
  return { ...schema, type: [schema.type as string, 'null'] };
};

function schemaOf(field: Field): JsonSchema {
  const schema = field.unknown ? orNull(known(field)) : known(field);
  const description = describe(field);
  return description === undefined ? schema : { ...schema, description };
}

function objectOf(fields: readonly Field[]): JsonSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.key, schemaOf(field)])),
    required: fields.map(({ key }) => key),
    additionalProperties: false,
  };
}

/**
 * What the values of a result look like. Bounds of dates are in the descriptions alone, since JSON Schema has no word for them.
 * Unknown is null, where the field allows it.
 */
export const jsonSchemaOf = (name: string, fields: readonly Field[]): JsonSchema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: name,
  ...objectOf(fields),
});

const bounds = [
  'format',
  'pattern',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
] as const;

/** What the strict form cannot say, in words. */
function boundsInWords(schema: JsonSchema): string[] {
  const { format, minimum, maximum, minLength = 0, maxLength, minItems = 0, maxItems } = schema;
  const count = (items: number, what: string) => `${items} ${what}${items === 1 ? '' : 's'}`;
  return [
    format === 'date' ? 'A date as YYYY-MM-DD.' : '',
    minimum === undefined ? '' : `At least ${minimum}.`,
    maximum === undefined ? '' : `At most ${maximum}.`,
    minLength > 0 ? `At least ${count(minLength, 'character')}.` : '',
    maxLength !== undefined && maxLength < maxText ? `At most ${count(maxLength, 'character')}.` : '',
    minItems > 0 ? `At least ${count(minItems, 'item')}.` : '',
    maxItems !== undefined && maxItems < maxEntries ? `At most ${count(maxItems, 'item')}.` : '',
  ].filter((words) => words !== '');
}

/**
 * The form for models that are held to a schema while they write. Servers refuse bounds, counts and formats in it, so these are left
 * out and checked afterwards.
 */
export function strictFormOf(schema: JsonSchema): JsonSchema {
  const form: JsonSchema = { ...schema };
  const words = [schema.description ?? '', ...boundsInWords(schema)].filter((part) => part !== '').join(' ');
  if (words !== '') form.description = words;
  delete form.$schema;
  delete form.title;
  for (const name of bounds) delete form[name];
  if (form.items) form.items = strictFormOf(form.items);
  if (form.properties)
    form.properties = Object.fromEntries(
      Object.entries(form.properties).map(([key, value]) => [key, strictFormOf(value)]),
    );
  return form;
}

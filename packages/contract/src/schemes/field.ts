import { z } from 'zod';

export const fieldTypes = ['text', 'integer', 'number', 'boolean', 'date', 'enum', 'labels', 'list'] as const;
export type FieldType = (typeof fieldTypes)[number];

/** What a field may have, by type; what is not in its row is refused. */
const allowed: Record<FieldType, readonly (keyof z.input<typeof shape>)[]> = {
  text: ['min', 'max', 'role'],
  integer: ['min', 'max', 'unit', 'role'],
  number: ['min', 'max', 'unit'],
  boolean: [],
  date: ['min', 'max', 'role'],
  enum: ['labels', 'role'],
  labels: ['labels', 'open', 'min', 'max'],
  list: ['of', 'min', 'max'],
};
const special = ['labels', 'open', 'min', 'max', 'unit', 'of', 'role'] as const;

export const maxFields = 60;
export const maxLabels = 1_000;

/** Properties of every JavaScript object: as keys of values they would be something else than data. */
const reserved = new Set(['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty']);

const keySchema = z
  .string()
  .regex(
    /^[\p{L}_][\p{L}\p{M}\p{N}_-]{0,63}$/u,
    'A key begins with a letter and has at most 64 letters, digits, underscores and hyphens',
  )
  .refine((key) => !reserved.has(key), 'This key is reserved. Choose another one');

const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `At most ${max.toLocaleString('en')} characters`);

export const labelSchema = z.strictObject({
  value: text(200).min(1, 'Enter a label'),
  description: text(2_000).optional(),
  /** Texts to which this label belongs, or phrases that are typical of them. */
  examples: z.array(text(4_000).min(1)).max(50, 'At most 50 examples per label').optional(),
});
export type SchemeLabel = z.output<typeof labelSchema>;

const isDay = (given: string) => {
  const time = Date.parse(`${given}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(given);
};
/** A calendar day of the years 0001 to 9999. */
export const daySchema = z
  .string()
  .regex(/^(?!0000)\d{4}-\d{2}-\d{2}$/, 'Write the date as YYYY-MM-DD')
  .refine(isDay, 'This day does not exist');

const bound = z.union([z.number(), daySchema], 'Enter a number, or a date for a date field');

const shape = z.strictObject({
  key: keySchema,
  type: z.enum(fieldTypes),
  description: text(4_000).optional(),
  labels: z
    .array(labelSchema)
    .max(maxLabels, `At most ${maxLabels.toLocaleString('en')} labels per field`)
    .optional(),
  /** Of `labels`: others than the given ones are accepted. */
  open: z.boolean().optional(),
  /** The least value of a number or date; of a text its characters, of labels and a list their count. */
  min: bound.optional(),
  max: bound.optional(),
  unit: text(40).min(1, 'Enter a unit').optional(),
  /** Of `list`: what each entry consists of. */
  of: z.array(z.unknown()).optional(),
  /** Whether "not known" is an answer. */
  unknown: z.boolean().optional(),
  /** The model is asked why. */
  justification: z.boolean().optional(),
  /** The model is asked for the words of the text on which its answer rests. */
  evidence: z.boolean().optional(),
  /** `time`: the axis of charts. `place`: names a place. */
  role: z.enum(['time', 'place']).optional(),
});

type Shape = z.output<typeof shape>;

/** One thing that people want to know of a text; see `shape` for what each property says. */
export type Field = {
  key: string;
  type: FieldType;
  description?: string | undefined;
  labels?: SchemeLabel[] | undefined;
  open?: boolean | undefined;
  min?: number | string | undefined;
  max?: number | string | undefined;
  unit?: string | undefined;
  of?: Field[] | undefined;
  unknown?: boolean | undefined;
  justification?: boolean | undefined;
  evidence?: boolean | undefined;
  role?: 'time' | 'place' | undefined;
};

const fold = (given: string) => given.normalize('NFKC').toLowerCase();

/** Every value that an earlier one equals but for case. */
function repeated<T>(items: readonly T[], nameOf: (item: T) => string): { item: T; at: number }[] {
  const seen = new Set<string>();
  return items.flatMap((item, at) => {
    const value = fold(nameOf(item));
    if (seen.has(value)) return [{ item, at }];
    seen.add(value);
    return [];
  });
}

type Report = (path: (string | number)[], message: string) => void;

function checkBounds(field: Shape, report: Report): void {
  const { type, min, max } = field;
  for (const [name, value] of Object.entries({ min, max })) {
    if (value === undefined) continue;
    if (type === 'date') {
      if (typeof value !== 'string') report([name], 'The bound of a date field is a date: YYYY-MM-DD');
    } else if (typeof value !== 'number') report([name], 'Enter a number');
    else if (type !== 'number' && !Number.isSafeInteger(value)) report([name], 'Enter a whole number');
    else if (['text', 'labels', 'list'].includes(type) && value < 0) report([name], 'Enter 0 or more');
  }
  if (min !== undefined && max !== undefined && typeof min === typeof max && min > max)
    report(['min'], `The minimum ${min} is above the maximum ${max}`);
}

function checkLabels(field: Shape, report: Report): void {
  const { type, labels = [], open, min } = field;
  if (type === 'enum' && labels.length === 0) report(['labels'], 'Add at least one label');
  if (type === 'labels' && labels.length === 0 && !open)
    report(['labels'], 'Add at least one label, or allow other labels than the given ones');
  for (const { item, at } of repeated(labels, ({ value }) => value))
    report(
      ['labels', at, 'value'],
      `The label "${item.value}" is there twice. Upper and lower case are the same label`,
    );
  if (type === 'labels' && !open && typeof min === 'number' && min > labels.length)
    report(['min'], `The minimum ${min} is above the number of labels, ${labels.length}`);
}

function checkRole({ type, role }: Shape, report: Report): void {
  if (role === 'time' && !['date', 'integer'].includes(type))
    report(['role'], 'Only a date, or a year as an integer, can be the time axis');
  if (role === 'place' && !['text', 'enum'].includes(type)) report(['role'], 'Only a text or an enum can be a place');
}

function checkShape(field: Shape, report: Report): void {
  for (const name of special)
    if (field[name] !== undefined && !allowed[field.type].includes(name))
      report([name], `A field of type ${field.type} has no "${name}"`);
  checkBounds(field, report);
  checkLabels(field, report);
  checkRole(field, report);
}

const reporter =
  (context: z.core.$RefinementCtx): Report =>
  (path, message) =>
    context.addIssue({ code: 'custom', path, message });

/** An entry of a list: one level deep, so that results stay a table. */
const entryField = shape
  .superRefine((field, context) => {
    const report = reporter(context);
    if (field.type === 'list') report(['type'], 'An entry of a list cannot contain a list');
    for (const name of ['justification', 'evidence', 'role'] as const)
      if (field[name] !== undefined)
        report([name], `"${name}" belongs to the list, not to what its entries consist of`);
    checkShape(field, report);
  })
  .transform(({ of: _none, ...field }): Field => field);

function checkKeys(fields: readonly { key: string }[], context: z.core.$RefinementCtx): void {
  for (const { item, at } of repeated(fields, ({ key }) => key))
    reporter(context)([at, 'key'], `The key "${item.key}" is there twice. Upper and lower case are the same key`);
}

const entryFields = z
  .array(entryField)
  .min(1, 'Say what each entry consists of: at least one field')
  .max(maxFields, `At most ${maxFields} fields`)
  .superRefine(checkKeys);

export const fieldSchema = shape
  .extend({ of: entryFields.optional() })
  .superRefine((field, context) => {
    const report = reporter(context);
    if (field.type === 'list' && field.of === undefined)
      report(['of'], 'Say what each entry consists of: at least one field');
    checkShape(field, report);
  })
  .transform((field): Field => field);

export const fieldsSchema = z
  .array(fieldSchema)
  .min(1, 'Add at least one field')
  .max(maxFields, `At most ${maxFields} fields`)
  .superRefine((fields, context) => {
    checkKeys(fields, context);
    const axes = fields.flatMap(({ role }, at) => (role === 'time' ? [at] : []));
    for (const at of axes.slice(1)) reporter(context)([at, 'role'], 'A scheme has one time axis');
  });

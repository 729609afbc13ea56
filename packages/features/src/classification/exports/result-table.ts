import type { ResultView } from '@millrace/contract/classification/results';
import type { Value } from '@millrace/contract/schemes/check-values';
import type { Field } from '@millrace/contract/schemes/field';

export type Cell = string | number | boolean | null;
/** `type`: what its cells are, where they are all of one type. */
export type Column = { name: string; type: 'text' | 'number' | 'boolean'; cell: (result: ResultView) => Cell };

/** Lists and objects are one cell each: as JSON. */
const cellOf = (value: Value | undefined): Cell => {
  if (value === undefined || value === null) return null;
  return typeof value === 'object' ? JSON.stringify(value) : value;
};

const typeOf = ({ type }: Field): Column['type'] => {
  if (type === 'integer' || type === 'number') return 'number';
  return type === 'boolean' ? 'boolean' : 'text';
};

function columnsOf(field: Field): Column[] {
  const { key } = field;
  const type = typeOf(field);
  return [
    { name: key, type, cell: ({ accepted }) => cellOf(accepted[key]) },
    { name: `${key} (provider)`, type, cell: ({ values }) => cellOf(values[key]) },
    { name: `${key} (person)`, type, cell: ({ human }) => cellOf(human[key]) },
    { name: `${key} (confidence)`, type: 'number', cell: ({ confidence }) => confidence[key] ?? null },
  ];
}

const text = (name: string, cell: Column['cell']): Column => ({ name, type: 'text', cell });

/** The columns of an export: which text, then for each field what counts, what was said by whom, and how certain it is. */
export const tableOf = (fields: readonly Field[]): Column[] => [
  text('id', ({ subject }) => subject.id),
  text('title', ({ subject }) => subject.title),
  ...fields.flatMap(columnsOf),
  text('status', ({ status }) => status),
  text('review', ({ review }) => review),
  text('error', ({ error }) => error?.code ?? null),
  text('provider', ({ provider }) => provider),
  text('model', ({ model }) => model),
  { name: 'scheme version', type: 'number', cell: ({ schemeVersion }) => schemeVersion },
];

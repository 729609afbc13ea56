import type { Value } from '@millrace/contract/schemes/check-values';
import type { Field } from '@millrace/contract/schemes/field';
import { convertValue } from '../answers/read-answer.ts';

const yes = new Set(['true', 'yes', 'y', '1', 'x']);
const no = new Set(['false', 'no', 'n', '0']);

function parseJson(cell: string): unknown {
  try {
    return JSON.parse(cell);
  } catch {
    return undefined;
  }
}

/** What a cell of a table says about a field, still to be checked; undefined for an empty one. */
export function valueInCell(field: Field, cell: string): Value | undefined {
  const text = cell.trim();
  if (text === '') return undefined;
  const given = (): unknown => {
    if (field.type === 'boolean') {
      const word = text.toLowerCase();
      return yes.has(word) ? true : no.has(word) ? false : text;
    }
    if (field.type === 'list') return parseJson(text) ?? text;
    if (field.type !== 'labels') return text;
    const known = parseJson(text);
    return Array.isArray(known) ? known : text.split(/\s*[;|]\s*/).filter(Boolean);
  };
  return convertValue(field, given()) as Value;
}

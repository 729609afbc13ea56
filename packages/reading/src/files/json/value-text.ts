/** What JSON holds. Numbers that would not survive as they are written come as their digits. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [name: string]: JsonValue };

/** Nobody reads what is nested deeper. */
const maxDepth = 60;

/** Long numbers stay whole: 12345678901234567890 is no amount but a name. */
function keepDigits(_name: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || context?.source === undefined) return value;
  return String(value) === context.source ? value : context.source;
}

/** Throws SyntaxError for what is no JSON, RangeError for what is nested without end. */
export const parseJson = (text: string): JsonValue => JSON.parse(text, keepDigits) as JsonValue;

export const isObject = (value: JsonValue | undefined): value is { [name: string]: JsonValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isScalar = (value: JsonValue): value is string | number | boolean | null =>
  typeof value !== 'object' || value === null;

/** Whether it is a list of objects: a table. */
export const isTable = (value: JsonValue | undefined): value is JsonValue[] =>
  Array.isArray(value) && value.length > 0 && value.every(isObject);

/**
 * A value as lines of `name: value`. What is nested is named by its path (`address.city: Bern`), a list of plain values is on one line;
 * empty and null ones are left out, as the empty cells of a table are.
 */
export function valueText(value: JsonValue): string {
  const lines: string[] = [];
  writeLines(value, '', 0, lines);
  return lines.join('\n').toWellFormed().replaceAll('\0', '\ufffd');
}

function writeLines(value: JsonValue, path: string, depth: number, lines: string[]): void {
  const say = (text: string) => {
    if (text.trim() !== '') lines.push(path === '' ? text : `${path}: ${text}`);
  };
  if (isScalar(value)) say(value === null ? '' : String(value));
  else if (depth > maxDepth) say('…');
  else if (Array.isArray(value)) {
    if (value.every(isScalar)) say(value.filter((one) => one !== null && one !== '').join(', '));
    else
      for (const [i, one] of value.entries())
        writeLines(one, path === '' ? `${i + 1}` : `${path}.${i + 1}`, depth + 1, lines);
  } else {
    for (const [name, one] of Object.entries(value))
      writeLines(one, path === '' ? name : `${path}.${name}`, depth + 1, lines);
  }
}

const titleNames = /^(title|name|subject|headline)$/i;

/** What an object is called, where one of its names says so. */
export function titleOf(value: JsonValue): string | undefined {
  if (!isObject(value)) return undefined;
  const found = Object.entries(value).find(([name, one]) => titleNames.test(name) && typeof one === 'string');
  const title = String(found?.[1] ?? '')
    .replace(/\s+/gu, ' ')
    .trim();
  return title.slice(0, 300).toWellFormed().replaceAll('\0', '\ufffd') || undefined;
}

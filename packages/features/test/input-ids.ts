import { z } from 'zod';
import { procedureOf } from './call-procedure.ts';

/** A place of an id in an input: `path` leads there, `pattern` names it as its schema does, `value` is what is there. */
export type IdPlace = { path: (string | number)[]; pattern: string; value: unknown };

type Node = {
  type?: string;
  format?: string;
  const?: unknown;
  properties?: Record<string, Node>;
  items?: Node;
  anyOf?: Node[];
  oneOf?: Node[];
  allOf?: Node[];
};

/** Every place for an id in the inputs of a procedure: in lists, in nested objects, in alternatives, optional or not. */
export const idPatterns = (path: string): string[] => [
  ...new Set(schemasOf(path).flatMap((schema) => [...placesIn(schema, undefined)].map(({ pattern }) => pattern))),
];

/** The places for ids that an input fills. */
export const idsIn = (path: string, input: unknown): IdPlace[] => {
  const all = schemasOf(path).flatMap((schema) => [...placesIn(schema, input)]);
  return all.filter(({ pattern }, i) => all.findIndex((other) => other.pattern === pattern) === i);
};

/** The same input with something else in one place. */
export function withValueAt(input: unknown, [step, ...rest]: (string | number)[], value: unknown): unknown {
  if (step === undefined) return value;
  const copy = Array.isArray(input) ? [...input] : { ...(input as object) };
  const inner = copy as Record<string | number, unknown>;
  inner[step] = withValueAt(inner[step], rest, value);
  return copy;
}

/** Octets have a parser and no schema. */
const schemasOf = (path: string): Node[] =>
  procedureOf(path)._def.inputs.flatMap((input) =>
    input instanceof z.ZodType
      ? [z.toJSONSchema(input, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Node]
      : [],
  );

/** With a value, those of the value alone. */
function* placesIn(
  node: Node,
  value: unknown,
  path: (string | number)[] = [],
  pattern = '',
  guided = value !== undefined,
): Generator<IdPlace> {
  if (guided && (value === undefined || value === null)) return;
  if (node.type === 'string' && node.format === 'uuid') yield { path, pattern, value };
  for (const [key, inner] of Object.entries(node.properties ?? {})) {
    const at = `${pattern}${pattern && '.'}${key}`;
    yield* placesIn(inner, (value as Record<string, unknown> | undefined)?.[key], [...path, key], at, guided);
  }
  if (node.items)
    yield* placesIn(node.items, (value as unknown[] | undefined)?.[0], [...path, 0], `${pattern}[]`, guided);
  for (const inner of [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])]) {
    const [key, kind] = Object.entries(inner.properties ?? {}).find(([, { const: only }]) => only !== undefined) ?? [];
    if (guided && key !== undefined && (value as Record<string, unknown>)[key] !== kind?.const) continue;
    yield* placesIn(inner, value, path, key === undefined ? pattern : `${pattern}(${String(kind?.const)})`, guided);
  }
}

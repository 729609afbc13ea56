import { z } from 'zod';
import type { Field } from './field.ts';
import { fieldsSchema } from './field.ts';
import type { JsonSchema } from './json-schema.ts';

const name = z.string().trim().min(1, 'Enter a name').max(200, 'A name has at most 200 characters');
const description = z.string().trim().max(4_000, 'At most 4,000 characters');
const instructions = z.string().trim().max(20_000, 'At most 20,000 characters');

const content = z.object({
  name,
  description: description.optional(),
  instructions: instructions.optional(),
  fields: fieldsSchema,
});

export const createSchemeInput = content.extend({ workspaceId: z.uuid() });
export const schemeInput = z.object({ schemeId: z.uuid() });
export const getSchemeInput = schemeInput.extend({ version: z.int().min(1).optional() });
/** What is left out stays as it is. */
export const updateSchemeInput = content
  .partial()
  .extend({ schemeId: z.uuid(), expectedVersion: z.int().min(1, 'The version that was edited') });
export const listSchemesInput = z.object({
  workspaceId: z.uuid(),
  cursor: z.uuid().optional(),
  limit: z.int().min(1).max(100).default(50),
});

/** A scheme as a file: what it asks, without ids, people or results. */
export const schemeFile = content.extend({ kind: z.literal('millrace.scheme'), format: z.literal(1) });
export type SchemeFile = z.output<typeof schemeFile>;
export const importSchemeInput = z.object({ workspaceId: z.uuid(), scheme: schemeFile });

export type SchemeContent = {
  name: string;
  description: string;
  instructions: string;
  fields: Field[];
};

export type SchemeRef = { schemeId: string; version: number };
export type SchemeView = SchemeRef &
  SchemeContent & {
    workspaceId: string;
    /** The newest version; `version` may be an earlier one. */
    currentVersion: number;
    createdAt: string;
    changedAt: string;
    changedBy: string | null;
    /** What the values of a result look like, as JSON Schema (draft 2020-12). */
    jsonSchema: JsonSchema;
  };
export type SchemeListItem = SchemeRef & { name: string; description: string; fields: number; changedAt: string };
export type SchemeVersionView = { version: number; changedAt: string; changedBy: string | null; fields: number };

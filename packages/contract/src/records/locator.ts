import { z } from 'zod';

/** A place on a page: PDF points from the top left corner of the page. */
export const boxSchema = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
export type Box = z.infer<typeof boxSchema>;
/** One stretch of a record's text, `start` to `end` in UTF-16 units, and the box it stands in. Sorted by `start`. */
export const boxedSpanSchema = z.object({ start: z.int(), end: z.int(), box: boxSchema });
export type BoxedSpan = z.infer<typeof boxedSpanSchema>;

/**
 * A place that is no page. `member`: in a file within the source, such as one of a ZIP archive or attached to a mail, by its path there and,
 * where it has pages or rows, the number of one.
 * Rows count from 1 as the file has them, its header too; times in milliseconds from the beginning.
 */
export const locatorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('row'), sheet: z.string().nullable(), row: z.int().min(1) }),
  z.object({ kind: z.literal('url'), url: z.string(), heading: z.string().nullable() }),
  z.object({
    kind: z.literal('member'),
    path: z.string(),
    page: z.int().min(1).nullable(),
    sheet: z.string().nullable(),
    row: z.int().min(1).nullable(),
  }),
  z.object({ kind: z.literal('time'), startMs: z.int().min(0), endMs: z.int().min(0) }),
]);
export type Locator = z.infer<typeof locatorSchema>;

import { z } from 'zod';

/** A field that takes one text or an array of texts; read as an array. Its faults are those of the array. */
export const oneOrMany = <Schema extends z.ZodType>(texts: Schema) =>
  z.preprocess((given) => (typeof given === 'string' ? [given] : given), texts);

import { types } from 'pg';

const INT8 = 20;

/**
 * How values of a row become JavaScript: as pg does it, but counts and sizes (int8) are numbers, not texts. They are exact up to 2^53.
 * Given to each pool, since pg's own registry is global to the process.
 */
export const rowTypes = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === INT8 && format !== 'binary'
      ? Number
      : types.getTypeParser(oid, format as 'text')) as typeof types.getTypeParser,
};

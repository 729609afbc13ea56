/** True in the long lane (`npm test -- long`): the same proofs at their full sizes. */
export const isLong = process.env.MILLRACE_LONG === '1';

/** The size of a proof: moderate in `npm test`, full in the long lane. */
export const size = <T>(moderate: T, full: T): T => (isLong ? full : moderate);

/** `A | B` becomes `A & B`: what faces offer one by one, taken together. */
export type Intersection<Union> = (Union extends unknown ? (member: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never;

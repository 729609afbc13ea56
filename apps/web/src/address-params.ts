/** Reads one value of an address; undefined where it is none of that kind. */
type Read<Value> = (raw: unknown) => Value | undefined;
type Reads = Record<string, Read<unknown>>;
type Params<Of extends Reads> = { [Name in keyof Of]?: Exclude<ReturnType<Of[Name]>, undefined> | undefined };

/** What a search of an address says. A wrong value is as good as none. Not by schemas: no first page should wait for their library. */
export const addressParams =
  <Of extends Reads>(reads: Of) =>
  (search: Record<string, unknown>): Params<Of> => {
    const read = Object.entries(reads).map(([name, readOne]) => [name, readOne(search[name])]);
    return Object.fromEntries(read.filter(([, value]) => value !== undefined));
  };

/** A number in an address may be meant as a text. */
const written = (raw: unknown): string | undefined =>
  typeof raw === 'string' ? raw : typeof raw === 'number' || typeof raw === 'boolean' ? String(raw) : undefined;

/** A text of at most so many characters. */
export const textTo =
  (most: number): Read<string> =>
  (raw) => {
    const text = written(raw);
    return text !== undefined && text.length <= most ? text : undefined;
  };

/** A text of this form. */
export const matching =
  (form: RegExp): Read<string> =>
  (raw) =>
    typeof raw === 'string' && form.test(raw) ? raw : undefined;

export const oneOf =
  <const Value extends string>(values: readonly Value[]): Read<Value> =>
  (raw) =>
    values.find((value) => value === raw);

export const uuid: Read<string> = matching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);

/** A whole number of at least `least`. */
export const wholeFrom =
  (least: number): Read<number> =>
  (raw) =>
    typeof raw === 'number' && Number.isSafeInteger(raw) && raw >= least ? raw : undefined;

/** A day of the calendar: "2026-11-30". */
export const day: Read<string> = (raw) =>
  typeof raw === 'string' && /^\d{4}-\d\d-\d\d$/.test(raw) && !Number.isNaN(Date.parse(raw)) ? raw : undefined;

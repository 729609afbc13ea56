import type { ColumnType } from 'kysely';

export type Time = ColumnType<Date, Date | string, Date | string>;
export type DefaultTime = ColumnType<Date, Date | string | undefined, Date | string>;
/** jsonb: parsed on reading; written as a JSON text, since pg would turn a JavaScript array into a Postgres array. */
export type Json<T> = ColumnType<T, string, string>;
export type DefaultJson<T> = ColumnType<T, string | undefined, string>;
export type Nullable<T> = ColumnType<T | null, T | null | undefined, T | null>;
export type NullableTime = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
export type NullableJson = ColumnType<unknown, string | null | undefined, string | null>;

import type { ColumnType } from 'kysely';
import type { JsonText } from './to-json.ts';

export type Time = ColumnType<Date, Date | string, Date | string>;
export type DefaultTime = ColumnType<Date, Date | string | undefined, Date | string>;
/** jsonb: parsed on reading; written by `toJson`, since pg would turn a JavaScript array into a Postgres array. */
export type Json<T> = ColumnType<T, JsonText<T>, JsonText<T>>;
export type DefaultJson<T> = ColumnType<T, JsonText<T> | undefined, JsonText<T>>;
export type Nullable<T> = ColumnType<T | null, T | null | undefined, T | null>;
export type NullableTime = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
export type NullableJson<T> = ColumnType<T | null, JsonText<T> | null | undefined, JsonText<T> | null>;

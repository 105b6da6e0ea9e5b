/** Columns whose form in a program is not the one they are written in. */
import type { ColumnType } from 'kysely';

export type Json<T> = ColumnType<T, string, string>;
export type MaybeJson<T> = ColumnType<T | null, string | null | undefined, string | null>;
export type Stamp = ColumnType<Date, Date | string, Date | string>;
export type MaybeStamp = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;

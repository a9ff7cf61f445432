import type { ColumnType, Generated } from 'kysely'

/** An instant: UTC milliseconds since 1970. Every `…_at` column holds one. */
export type Instant = number

/** 0 or 1. better-sqlite3 binds no booleans, so both databases keep a small integer. */
export type Flag = 0 | 1

export type Text = string
export type Id = number
export type NewId = Generated<number>
/** A column that the database fills when a row does not name it. */
export type Default<T> = ColumnType<T, T | undefined, T>

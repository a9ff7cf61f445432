/** The same keys as the Japanese words, with any text: a missing or a spare key does not compile. */
export type Words<T> = { [K in keyof T]: T[K] extends string ? string : Words<T[K]> }

/** `noun.key` for every word. Plural pairs (`count_one`, `count_other`) are asked for by their stem. */
export type WordKey<T> = {
  [K in keyof T & string]: T[K] extends string ? Stem<K> : `${K}.${WordKey<T[K]>}`
}[keyof T & string]

type Stem<K extends string> = K extends `${infer S}_one` | `${infer S}_other` ? S : K

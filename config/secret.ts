import { inspect } from 'node:util'

/** A password. It shows itself to nobody who prints, logs or serialises it; only `reveal` gives it away. */
export class Secret {
  readonly #words: string

  constructor(words: string) {
    this.#words = words
  }

  reveal(): string {
    return this.#words
  }

  toString(): string {
    return '(hidden)'
  }

  toJSON(): string {
    return '(hidden)'
  }

  [inspect.custom](): string {
    return '(hidden)'
  }
}

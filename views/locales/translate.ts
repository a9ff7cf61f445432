/** Words by noun, or the words of a noun. */
export type WordTree = { readonly [key: string]: string | WordTree }

export type Values = Readonly<Record<string, string | number>>

/**
 * Makes the function that says words of one language. All are taken apart once, here: a page asks for hundreds.
 *
 * A word is asked for as `noun.key`. `{{name}}` in it is filled with that value, as it is: JSX escapes what is
 * shown. Of a pair `key_one` and `key_other`, asked for by its stem, the number `count` takes the right one.
 * Without values the word comes with its gaps, for the browser's script to fill.
 */
export function translateWith(locale: string, tree: WordTree): (key: string, values?: Values) => string {
  const words = new Map<string, Word>()
  gather(tree, '', words)
  const plural = new Intl.PluralRules(locale)
  return (key, values) => {
    const word = words.get(key) ?? words.get(`${key}_${plural.select(Number(values?.count ?? 0))}`)
    if (!word) return key
    return values ? filled(word, values) : word.text
  }
}

/** Text and, where it has gaps, its parts: text and name in turn. */
type Word = { text: string; parts: readonly string[] }

function gather(tree: WordTree, before: string, words: Map<string, Word>): void {
  for (const [key, word] of Object.entries(tree)) {
    if (typeof word === 'string') {
      words.set(before + key, { text: word, parts: word.split(/\{\{(\w+)\}\}/) })
    } else {
      gather(word, `${before}${key}.`, words)
    }
  }
}

function filled({ parts }: Word, values: Values): string {
  return parts.map((part, n) => (n % 2 === 0 ? part : (values[part] ?? ''))).join('')
}

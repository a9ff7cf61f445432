/** What inline CSS may set: how text looks and how boxes flow, nothing that fetches, floats over or runs. */
const allowed =
  /^(color|background|background-color|font|font-(family|size|weight|style|variant)|text-(align|decoration|decoration-line|indent|transform)|vertical-align|line-height|letter-spacing|white-space|word-break|word-wrap|overflow-wrap|border(-(top|right|bottom|left))?(-(color|style|width))?|border-(collapse|spacing|radius)|padding(-(top|right|bottom|left))?|margin(-(top|right|bottom|left))?|(min-|max-)?(width|height)|list-style(-type)?|display|direction|float|clear)$/

/** Words, numbers, colours, quoted font names; functions only for colours. No url(), no escapes, no negative boxes. */
const plainValue =
  /^(?:[a-z0-9\u3000-\u9fff\uff00-\uffef#%.,\s'"!+]|(?<=[a-z0-9])-|\b(?:rgb|rgba|hsl|hsla)\([0-9.,%\s/]*\))+$/i

const displays = /^(none|block|inline|inline-block|list-item|table|table-row|table-cell)$/i

/** The declarations of a style attribute that are safe to show; an empty string when none is left. */
export function safeStyle(style: string): string {
  return style
    .slice(0, 4000)
    .split(';')
    .flatMap((declaration) => {
      const colon = declaration.indexOf(':')
      const property = declaration.slice(0, colon).trim().toLowerCase()
      const value = declaration.slice(colon + 1).trim()
      return colon > 0 && isSafe(property, value) ? [`${property}:${value}`] : []
    })
    .join(';')
}

function isSafe(property: string, value: string): boolean {
  if (!allowed.test(property) || value.length > 200 || !plainValue.test(value)) return false
  return property !== 'display' || displays.test(value)
}

/** Takes the indentation of the source file off a text. */
export function unindent(text: string): string {
  const lines = text.replace(/^\n/, '').trimEnd().split('\n')
  const depth = Math.min(...lines.filter((line) => line.trim()).map((line) => line.search(/\S/)))
  return lines.map((line) => line.slice(depth)).join('\n')
}

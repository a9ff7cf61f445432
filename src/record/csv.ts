/** Excel reads a file as UTF-8 only where it begins so. */
const BYTE_ORDER_MARK = '\ufeff'

/**
 * A file of comma-separated values (RFC 4180) that Excel opens with Japanese text. A cell that a spreadsheet
 * would take for a formula, in half or full width, gets an apostrophe before it.
 */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

function cell(text: string): string {
  const safe = /^\s*[=+\-@＝＋－＠\t\r]/u.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}

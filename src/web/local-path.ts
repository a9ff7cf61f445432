/**
 * A path on this site, as given in `?next=`; anything that could lead elsewhere becomes `otherwise`.
 * Browsers read `\` as `/` and drop tabs and line breaks, so both are looked for before parsing.
 */
export function localPath(wanted: string | undefined, otherwise = '/'): string {
  if (!wanted?.startsWith('/') || /[\\\u0000-\u001f]/.test(wanted)) return otherwise
  const here = 'http://local.invalid'
  if (!URL.canParse(wanted, here)) return otherwise
  const url = new URL(wanted, here)
  if (url.origin !== here || url.pathname.startsWith('//')) return otherwise
  return `${url.pathname}${url.search}${url.hash}`
}

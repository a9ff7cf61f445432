import { foldQuotes } from '../mail/quote.ts'

/** What the writer of a reply wrote themselves: quoted mail is somebody else's, and looked at by no check. */
export function ownWords(body: string): string {
  const text = body.replace(/\r\n?/g, '\n')
  return foldQuotes(text)
    .filter(({ kind }) => kind === 'new')
    .flatMap((fold) => fold.text.split('\n'))
    .filter((line) => !/^\s*[>＞]/.test(line))
    .join('\n')
    .trim()
}

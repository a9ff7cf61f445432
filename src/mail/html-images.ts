/** `inlineUrl` gives the address of the attachment at an index; `remote`: the reader asked for remote images. */
export type ImageAddresses = { inlineUrl: (index: number) => string; remote: boolean }

/** Only the sanitiser can have written this: text and attribute values contain no `<` and no `"`. */
const marked = /<img data-(inline|remote)="([^"<>]*)"/g

/**
 * The final HTML for the frame: image markers of `ParsedMail.html` become addresses. Without `remote` the remote
 * images keep neither address nor marker, so nothing in the page can fetch them.
 */
export function withImages(html: string, addresses: ImageAddresses): string {
  return html.replace(marked, (_, kind: string, value: string) => {
    if (kind === 'inline') return `<img src="${escapeAttribute(addresses.inlineUrl(Number(value)))}"`
    // The value is as the sanitiser escaped it; it goes into the same kind of place.
    return addresses.remote && /^https?:\/\//i.test(value)
      ? `<img src="${value}"`
      : '<img data-blocked="remote"'
  })
}

function escapeAttribute(value: string): string {
  return value.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}

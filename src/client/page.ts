import htmx from 'htmx.org'

/** The words the script says by itself, in the reader's language; the layout puts them on the body. */
type Words = Record<
  | 'offline'
  | 'newMail'
  | 'newThreads'
  | 'picked'
  | 'pickedAll'
  | 'saved'
  | 'saving'
  | 'notSaved'
  | 'offlineUnsaved'
  | 'signedOut'
  | 'beside'
  | 'besideOpen'
  | 'uploading'
  | 'leave'
  | 'failed'
  | 'filter'
  | 'nothingFits',
  string
>

const words: Partial<Words> = JSON.parse(document.body.dataset.words ?? '{}')

export function say(word: keyof Words, values: Record<string, string | number> = {}): string {
  return (words[word] ?? '').replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''))
}

/** A sentence at the foot of the page for a few seconds; screen readers hear it. */
export function toast(sentence: string): void {
  const line = document.createElement('p')
  line.textContent = sentence
  document.querySelector('#toasts')?.append(line)
  setTimeout(() => line.remove(), 7000)
}

/** The clock in the reader's own zone, as the pages write it. */
export function clockNow(): string {
  const timeZone = document.body.dataset.timeZone
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date())
}

/**
 * The page at this address as the server makes it now; null when it cannot be had. Looking `by` itself, the
 * script must not count as somebody's having read what came.
 */
export async function fetchPage(url: string, by: 'itself' | 'person'): Promise<Document | null> {
  try {
    const answer = await fetch(url, {
      headers: {
        ...{ 'HX-Request': 'true', 'HX-Request-Type': 'full', Accept: 'text/html' },
        ...(by === 'itself' && { 'X-Hoshin-Refresh': '1', ...openComposer() }),
      },
      credentials: 'same-origin',
    })
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null
  } catch {
    return null
  }
}

/** A composer that is open stays it, under its own token. */
function openComposer(): Record<string, string> {
  const token = document
    .querySelector<HTMLFormElement>('form[data-writing]')
    ?.elements.namedItem('form_token')
  return token instanceof HTMLInputElement ? { 'X-Hoshin-Writing': token.value } : {}
}

/** Brings one element up to date without disturbing what is typed, open or in focus within it. */
export async function morph(target: Element, fresh: Element): Promise<void> {
  await htmx.swap({ text: fresh.outerHTML, target, swap: 'outerMorph', sourceElement: target })
}

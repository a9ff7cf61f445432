import { clockNow, fetchPage, morph, say } from './page.ts'

/** What became of it: saved, refused for good by what is in it, or to be tried again. */
export type Saving = 'saved' | 'refused' | 'failed'

/** What the server answers: see the route of drafts. */
type Answer = { placed: 'write' | 'same' | 'late' | 'beside'; version: number }

/** Bytes: a browser refuses a request that outlives its page with more than 64 KB on the way. */
const OUTLIVES_PAGE = 60_000

/**
 * Brings what stands in the composer to the server, with files that were chosen, and says beneath it what became
 * of it. A page that is being left brings the text alone.
 */
export async function bringDraft(form: HTMLFormElement, leaving?: 'leaving'): Promise<Saving> {
  const draft = new FormData(form)
  const input = form.querySelector<HTMLInputElement>('input[type=file]')
  const chosen = leaving ? null : input?.value || null
  // Ticking a file away counts when the form is sent: until then the tick can be taken back.
  draft.delete('remove_files')
  if (chosen === null) draft.delete('files')
  tell(form, say(chosen === null ? 'saving' : 'uploading'))
  try {
    const answer = await fetch(form.dataset.draft ?? '', {
      method: 'POST',
      body: draft,
      headers: { 'HX-Request': 'true' },
      keepalive: chosen === null && bytesOf(draft) < OUTLIVES_PAGE,
    })
    if (answer.status === 401) return refuse(form, say('signedOut'), 'failed')
    if (answer.status === 413 || answer.status === 422) return refuse(form, say('notSaved'), 'refused')
    if (!answer.ok) return refuse(form, say('notSaved'), 'failed')
    await settle(form, draft, (await answer.json()) as Answer)
    if (chosen !== null && input?.value === chosen) await showKept(form, input)
    return 'saved'
  } catch {
    return refuse(form, say('offlineUnsaved'), 'failed')
  }
}

function bytesOf(draft: FormData): number {
  const encoder = new TextEncoder()
  return [...draft].reduce(
    (sum, [name, value]) => sum + name.length + 120 + encoder.encode(String(value)).length,
    0,
  )
}

function refuse(form: HTMLFormElement, words: string, saving: Saving): Saving {
  tell(form, words)
  form.querySelector('[data-saved]')?.classList.add('unsaved')
  return saving
}

function tell(form: HTMLFormElement, words: string): Element | null {
  const place = form.querySelector('[data-saved]')
  place?.classList.remove('unsaved')
  place?.replaceChildren(words)
  return place
}

/** What the server has is the new starting point, unless more was typed while it travelled. */
async function settle(form: HTMLFormElement, draft: FormData, { placed, version }: Answer): Promise<void> {
  for (const field of form.elements) {
    if ((field instanceof HTMLTextAreaElement || isLine(field)) && draft.get(field.name) === field.value)
      field.defaultValue = field.value
  }
  if (placed !== 'beside') {
    const base = form.elements.namedItem('draft_version')
    if (base instanceof HTMLInputElement) base.value = String(version)
    tell(form, say('saved', { time: clockNow() }))
    return
  }
  const place = tell(form, `${say('beside', { time: clockNow() })} `)
  const both = document.createElement('a')
  both.href = pageOf(form)
  both.textContent = say('besideOpen')
  place?.append(both)
  place?.classList.add('unsaved')
}

/** The files as the server keeps them, with the way to take each off again. */
async function showKept(form: HTMLFormElement, input: HTMLInputElement): Promise<void> {
  const page = await fetchPage(pageOf(form), 'itself')
  const kept = page?.querySelector(`#${form.id} [data-chosen]`)
  const shown = form.querySelector('[data-chosen]')
  if (!kept || !shown) return
  input.value = ''
  await morph(shown, kept)
}

function pageOf(form: HTMLFormElement): string {
  return (form.dataset.draft ?? '').replace(/\/draft$/, '/reply')
}

function isLine(field: Element): field is HTMLInputElement {
  return field instanceof HTMLInputElement && ['text', 'email'].includes(field.type)
}

import htmx from 'htmx.org'

/**
 * What a person has typed, opened or sized is theirs: a page that arrives from the server changes what
 * stands around it and never that.
 */
export function keepTyping(): void {
  htmx.registerExtension('keep-typing', {
    htmx_before_morph_node: (_: Element, { oldNode, newNode }: { oldNode: Node; newNode: Node }) =>
      !(
        (isTypedInto(oldNode) || isBeingWritten(oldNode, newNode) || isChoosing(oldNode)) &&
        newNode instanceof Element
      ),
    htmx_before_morph_attr: (
      element: Element,
      { attrName, newValue }: { attrName: string; newValue: string | null },
    ) => !isTheirs(element, attrName, newValue),
  })
}

let answered: Element | null = null

/** The form to which the page that is coming in is the answer; null once it has come. */
export function bringsAnswerTo(form: Element | null): void {
  answered = form
}

function isTypedInto(node: Node): boolean {
  if (node instanceof HTMLTextAreaElement) return node.value !== node.defaultValue
  if (node instanceof HTMLInputElement) {
    // While a reply is being written, the version it was begun on must not move on behind its writer,
    // saved draft or not. The answer to sending it says what came in, and counts from there.
    if (node.name === 'thread_version' || node.name === 'form_token')
      return node.form !== answered && isBegun(node.form)
    if (node.type === 'file') return node.value !== ''
    if (node.type === 'checkbox' || node.type === 'radio') return false
    return node.value !== node.defaultValue
  }
  return false
}

const ofDraft = new Set(['draft_version', 'edit', 'to', 'cc', 'bcc', 'subject', 'body'])
/** The same of other forms whose words are kept: which page they are kept for. */
const ofKept = new Set(['kept_page', 'edit', 'follows', 'body', 'instruction'])

/**
 * A reply that somebody writes and the version that it goes on from belong together: a page that arrives by
 * itself moves neither, even where the same person has saved more on another device.
 */
function isBeingWritten(node: Node, fresh: Node): boolean {
  if (!(node instanceof HTMLTextAreaElement || node instanceof HTMLInputElement)) return false
  const { form } = node
  const names = form?.matches('.composer') ? ofDraft : form?.matches('[data-keep]') ? ofKept : null
  if (!form || !names?.has(node.name)) return false
  if (!(fresh instanceof Element) || fresh.closest('form')?.id !== form.id) return false
  return isDirty(form) || (answered === null && isBegun(form))
}

/** What is offered stands in the page only here: without it, somebody would choose from nothing. */
function isChoosing(node: Node): boolean {
  if (!(node instanceof HTMLElement) || node === answered) return false
  // That something is not saved yet, only this page knows.
  if (node.matches('.saved.unsaved')) return answered === null
  return node.matches('text-expander:has([role=listbox]), .label-add > form:has(.label-offer)')
}

function isTheirs(element: Element, name: string, value: string | null): boolean {
  // The server writes no style attribute: this one is a measured height or a menu's place.
  if (name === 'style') return true
  return name === 'open' && value === null && element instanceof HTMLDetailsElement
}

function isBegun(form: HTMLFormElement | null): boolean {
  const body = form?.elements.namedItem('body') ?? form?.elements.namedItem('instruction')
  return body instanceof HTMLTextAreaElement && body.value.trim() !== ''
}

/** Whether a form holds something that the server has not seen. */
export function isDirty(form: HTMLFormElement | null): boolean {
  if (!form) return false
  return [...form.elements].some((field) => {
    if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue
    if (field instanceof HTMLInputElement && field.type === 'file') return field.value !== ''
    if (field instanceof HTMLInputElement && ['text', 'email'].includes(field.type))
      return field.value !== field.defaultValue
    return false
  })
}

/** Whether somebody has begun to fill in a form, choices and ticks included. */
export function isTouched(form: HTMLFormElement): boolean {
  return (
    isDirty(form) ||
    [...form.elements].some((field) => {
      if (field instanceof HTMLSelectElement) return field.selectedIndex !== firstIndex(field)
      if (!(field instanceof HTMLInputElement) || field.type === 'hidden') return false
      const ticked = field.type === 'checkbox' || field.type === 'radio'
      return ticked ? field.checked !== field.defaultChecked : field.value !== field.defaultValue
    })
  )
}

/** The choice with which the page came. */
function firstIndex(select: HTMLSelectElement): number {
  const marked = [...select.options].findIndex((option) => option.defaultSelected)
  return marked === -1 ? 0 : marked
}

import type { Context } from 'hono'
import { z } from 'zod'
import type { Key } from '../../views/locales/index.ts'
import type { Reader } from '../../views/reader.ts'

/** What was typed, by field; of a repeated field the first. Files and passwords are never sent back. */
export type Values = Readonly<Record<string, string>>

/** The key of a word that says what is wrong, by field. `form` is for what belongs to no single field. */
export type FieldErrors = Readonly<Record<string, Key>>

export type Parsed<T> =
  | { ok: true; value: T; values: Values }
  | { ok: false; values: Values; errors: FieldErrors }

export type FormLimits = {
  /** Of all fields and files together, bytes. */
  maxBytes: number
}

const MEGABYTE = 1_000_000
const WITHOUT_FILES: FormLimits = { maxBytes: MEGABYTE }

/** The body is too large to be read at all; nothing of it was kept. */
export class BodyTooLarge extends Error {}

/**
 * Reads a form (urlencoded or multipart) into a type.
 *
 * Every message in the schema is the key of a word: `z.string().min(1, 'account.required')`.
 *
 * @returns the value, or what was typed with the first error of each field, so that the form can be shown again
 * @throws BodyTooLarge beyond the limit
 */
export async function parseForm<T>(
  c: Context,
  schema: z.ZodType<T>,
  limits: FormLimits = WITHOUT_FILES,
): Promise<Parsed<T>> {
  const fields = await readFields(c.req.raw, limits)
  const values = typed(fields)
  const result = schema.safeParse(forSchema(fields))
  if (result.success) return { ok: true, value: result.data, values }
  return { ok: false, values, errors: errorsOf(result.error) }
}

/** What was typed into a form that nobody reads now, each field as often as it came: no passwords, no files. */
export async function typedInto(c: Context): Promise<{ name: string; value: string }[]> {
  const fields = await readFields(c.req.raw, WITHOUT_FILES)
  return [...fields].flatMap(([name, all]) =>
    /password/i.test(name)
      ? []
      : all.flatMap((value) => (typeof value === 'string' ? [{ name, value }] : [])),
  )
}

/** The errors as sentences in the reader's language, for the fields of a view. */
export function inWords(errors: FieldErrors, reader: Reader): Record<string, string> {
  return Object.fromEntries(Object.entries(errors).map(([field, key]) => [field, reader.t(key)]))
}

/** A word's key as a schema's message, so that a wrong one does not compile. */
export function says(key: Key): Key {
  return key
}

/** A field that may come several times, such as check boxes: always an array, empty when none came. */
export function many<T>(each: z.ZodType<T>) {
  return z.preprocess(
    (found) => (found === undefined ? [] : Array.isArray(found) ? found : [found]),
    z.array(each),
  )
}

/** A check box: true when it came at all. */
export function ticked() {
  return z.preprocess((found) => found !== undefined, z.boolean())
}

/** Chosen files; an empty file field (no name, no bytes) counts as none. */
export function files() {
  return z.preprocess(
    (found) => {
      const all = found === undefined ? [] : Array.isArray(found) ? found : [found]
      return all.filter((one) => one instanceof File && (one.size > 0 || one.name !== ''))
    },
    z.array(z.instanceof(File)),
  )
}

type Fields = ReadonlyMap<string, readonly (string | File)[]>

async function readFields(request: Request, limits: FormLimits): Promise<Fields> {
  const type = request.headers.get('content-type') ?? 'application/x-www-form-urlencoded'
  const form = await readForm(request, type, limits.maxBytes)
  const fields = new Map<string, (string | File)[]>()
  for (const [name, value] of form) {
    const known = fields.get(name)
    if (known) known.push(clean(value))
    else fields.set(name, [clean(value)])
  }
  return fields
}

/** Stops reading as soon as it is too much: Content-Length may lie or be missing. */
async function readForm(request: Request, type: string, maxBytes: number): Promise<FormData> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw new BodyTooLarge()
  let size = 0
  const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      size += chunk.byteLength
      if (size > maxBytes) controller.error(new BodyTooLarge())
      else controller.enqueue(chunk)
    },
  })
  // As a stream: bytes that were gathered here would be copied twice more before they are parsed.
  const body = new Response(request.body?.pipeThrough(counted) ?? null, { headers: { 'content-type': type } })
  return body.formData().catch((error: unknown) => {
    if (size > maxBytes) throw error
    // What is no form has no fields: whoever reads them says which one is missing.
    return new FormData()
  })
}

/** Browsers send line ends as CRLF; PostgreSQL refuses NUL in text. */
function clean(value: string | File): string | File {
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n').replaceAll('\u0000', '') : value
}

function forSchema(fields: Fields): Record<string, unknown> {
  return Object.fromEntries([...fields].map(([name, all]) => [name, all.length === 1 ? all[0] : all]))
}

function typed(fields: Fields): Values {
  const values: Record<string, string> = {}
  for (const [name, [first]] of fields) {
    if (typeof first === 'string' && !/password/i.test(name)) values[name] = first
  }
  return values
}

function errorsOf(error: z.ZodError): FieldErrors {
  const errors: Record<string, Key> = {}
  for (const issue of error.issues) {
    const field = String(issue.path[0] ?? 'form')
    errors[field] ??= asKey(issue.message)
  }
  return errors
}

/** A message without a key of ours (a field that a browser would never leave out) is said in general words. */
function asKey(message: string): Key {
  return isKey(message) ? message : 'common.form_wrong'
}

function isKey(message: string): message is Key {
  return /^[a-z_]+(\.[a-z0-9_]+)+$/.test(message)
}

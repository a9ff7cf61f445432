/** One method's result in Authentication-Results (RFC 8601), with the properties that say of what. */
type Result = { method: string; result: string; properties: ReadonlyMap<string, string> }

/**
 * What our own mail server found out about the sender.
 *
 * - `aligned`: DKIM or SPF passed, for the domain of the address itself;
 * - `failed`: it says that neither did;
 * - `unknown`: it said nothing, or nothing is known of its name.
 */
export type Authentication = 'aligned' | 'failed' | 'unknown'

/**
 * Reads what the receiving server says of an address. Only the topmost field of that server counts: anybody can
 * write fields of any name beneath it (RFC 8601, section 5).
 *
 * @param fields the values of Authentication-Results, as they stand from the top
 * @param authservId by which our server names itself; null where it is not configured
 */
export function authenticationOf(
  fields: readonly string[],
  authservId: string | null,
  address: string,
): Authentication {
  const domain = /@([\w.-]+)$/.exec(address.trim().toLowerCase())?.[1]
  const own = authservId?.trim().toLowerCase()
  if (!own || !domain) return 'unknown'
  const first = fields.map(readField).find(({ server }) => server === own)
  if (!first) return 'unknown'
  return first.results.some((result) => isAligned(result, domain)) ? 'aligned' : 'failed'
}

function isAligned({ method, result, properties }: Result, domain: string): boolean {
  if (result !== 'pass') return false
  if (method === 'dkim') {
    const signed = properties.get('header.d') ?? properties.get('header.i')?.replace(/^.*@/, '')
    return signed !== undefined && covers(signed, domain)
  }
  if (method !== 'spf') return false
  const from = properties.get('smtp.mailfrom')?.replace(/^.*@/, '')
  return from !== undefined && covers(from, domain)
}

/** The domain itself, or one above it: `minato.example` signs for `tokyo.minato.example`. Never a whole top level. */
function covers(signing: string, domain: string): boolean {
  return signing === domain || (signing.includes('.') && domain.endsWith(`.${signing}`))
}

function readField(field: string): { server: string; results: Result[] } {
  const [head = '', ...rest] = partsOf(field.slice(0, 10_000))
  return {
    // A version may follow the name.
    server: (head.trim().split(/\s+/)[0] ?? '').toLowerCase(),
    results: rest.flatMap((part) => readResult(part)),
  }
}

function readResult(part: string): Result[] {
  const [, method = '', result = '', rest = ''] =
    /^\s*([a-z0-9-]+)(?:\s*\/\s*\d+)?\s*=\s*([a-z]+)\b(.*)$/is.exec(part) ?? []
  if (method === '') return []
  const properties = new Map<string, string>()
  for (const [, name = '', value = ''] of rest.matchAll(/([a-z]+\.[a-z_-]+)\s*=\s*([^\s;]+)/gi)) {
    if (!properties.has(name.toLowerCase())) properties.set(name.toLowerCase(), value.toLowerCase())
  }
  return [{ method: method.toLowerCase(), result: result.toLowerCase(), properties }]
}

/** The parts between semicolons, without comments; what stands in quotes is one word that names nothing. */
function partsOf(field: string): string[] {
  const parts = ['']
  let depth = 0
  let quoted = false
  for (let at = 0; at < field.length; at++) {
    const letter = field[at] ?? ''
    if (letter === '\\') {
      at++
      continue
    }
    if (quoted) quoted = letter !== '"'
    else if (depth > 0) depth += letter === '(' ? 1 : letter === ')' ? -1 : 0
    else if (letter === '"') {
      quoted = true
      parts[parts.length - 1] += '_'
    } else if (letter === '(') depth = 1
    else if (letter === ';') parts.push('')
    else parts[parts.length - 1] += letter
  }
  // A quote or a comment without an end would hide what follows it.
  return quoted || depth > 0 ? parts.slice(0, 1) : parts
}

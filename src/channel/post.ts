import { lookup } from 'node:dns/promises'
import { request as plainRequest } from 'node:http'
import { request as tlsRequest } from 'node:https'
import { isIP } from 'node:net'
import { isPublicAddress } from './address.ts'
import type { WebRequest } from './payload.ts'

/** What became of a request: an answer, or why there is none. */
export type Answer =
  | { status: number; words: string }
  | { problem: 'private' | 'insecure' | 'no-such-host' | 'timeout' | 'unreachable'; words: string }

export type Resolve = (host: string) => Promise<readonly { address: string }[]>

export type PostOptions = {
  /** Hosts that the configuration allows although they stand in the private network; by name, lower case. */
  allow: ReadonlySet<string>
  /** ms for everything: the name, the connection, the answer. */
  timeLimit?: number
  resolve?: Resolve
}

/** ms. A lease is longer. */
export const TIME_LIMIT = 10_000
/** Bytes of an answer that are read: its words are for people. */
const ANSWER_BYTES = 2_000

/**
 * Posts without being led into the private network: the name is resolved once, every address of it must be
 * of the open internet, and the connection goes to the address that was examined. Redirects are not followed,
 * and no proxy of the environment is asked.
 */
export async function postSafely(
  asked: WebRequest,
  { allow, timeLimit = TIME_LIMIT, resolve = resolveAll }: PostOptions,
): Promise<Answer> {
  const url = new URL(asked.url)
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase()
  const isAllowed = allow.has(host)
  if (url.protocol !== 'https:' && !isAllowed) return { problem: 'insecure', words: '' }
  const signal = AbortSignal.timeout(timeLimit)
  try {
    const addresses = isIP(host) ? [{ address: host }] : await within(signal, resolve(host))
    const [first] = addresses
    if (!first) return { problem: 'no-such-host', words: host }
    const isOpen = addresses.every(({ address }) => isPublicAddress(address))
    if (!isAllowed && !isOpen) return { problem: 'private', words: host }
    return await post(asked, url, { host, address: first.address, signal })
  } catch (error) {
    return failed(error, signal)
  }
}

async function resolveAll(host: string): Promise<readonly { address: string }[]> {
  return lookup(host, { all: true })
}

function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  return Promise.race([work, late])
}

function post(
  asked: WebRequest,
  url: URL,
  { host, address, signal }: { host: string; address: string; signal: AbortSignal },
): Promise<Answer> {
  const request = url.protocol === 'https:' ? tlsRequest : plainRequest
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        // The address and not the name: nobody resolves it a second time.
        host: address,
        ...(isIP(host) === 0 && { servername: host }),
        ...(url.port !== '' && { port: Number(url.port) }),
        path: `${url.pathname}${url.search}`,
        method: 'POST',
        agent: false,
        signal,
        headers: {
          ...asked.headers,
          host: url.host,
          'user-agent': 'hoshin',
          'content-length': Buffer.byteLength(asked.body),
        },
      },
      (answer) => {
        const parts: Buffer[] = []
        let size = 0
        const end = () => resolve({ status: answer.statusCode ?? 0, words: wordsIn(parts) })
        answer.on('data', (part: Buffer) => {
          parts.push(part)
          size += part.byteLength
          if (size < ANSWER_BYTES) return
          end()
          answer.destroy()
        })
        answer.on('end', end)
        answer.on('error', reject)
      },
    )
    sent.on('error', reject)
    sent.end(asked.body)
  })
}

function wordsIn(parts: readonly Buffer[]): string {
  return Buffer.concat(parts).subarray(0, ANSWER_BYTES).toString('utf8').replace(/\s+/g, ' ').trim()
}

function failed(error: unknown, signal: AbortSignal): Answer {
  if (signal.aborted) return { problem: 'timeout', words: '' }
  const code = codeOf(error)
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return { problem: 'no-such-host', words: code }
  return { problem: 'unreachable', words: code }
}

/** The system's or TLS's own word; a message could carry the address with its secret. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'error'
}

import { type EventEmitter, once } from 'node:events'
import { type IncomingHttpHeaders, Server } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import {
  createAdaptorServer,
  type Http2Bindings,
  type HttpBindings,
  type ServerType,
} from '@hono/node-server'
import { translatorFor } from '../../views/locales/index.ts'
import { preferredLocale } from './session.ts'

/** hoshin cannot take the address it shall listen on; the message is one sentence that names it. */
export class CannotListen extends Error {}

/** `port` 0 takes any free one. */
export type ListenOn = { host: string; port: number }

export type Listening = {
  /** The one that was taken. */
  port: number
  /** No new connections; those that answer nothing now are closed. */
  refuseNew(): void
  /** Waits for the answers under way, at most `ms`, then cuts what is left. */
  stop(ms: number): Promise<void>
}

type Answer = (request: Request, bindings: HttpBindings | Http2Bindings) => Response | Promise<Response>

// A proxy keeps idle connections for 60 s or so; closing them earlier than it does makes it fail requests.
const KEEP_ALIVE = 75_000
const HEADERS_WITHIN = 30_000
/** A large attachment over a slow line. */
const REQUEST_WITHIN = 300_000
const HEADER_BYTES = 32 * 1024

/**
 * Listens for HTTP and answers with `answer`.
 *
 * @param bodyBytes a larger body is refused with 413; one that does not say its length with 411
 * @throws CannotListen when the address is in use, forbidden, or not of this machine
 */
export async function listenOn(on: ListenOn, answer: Answer, bodyBytes: number): Promise<Listening> {
  const server = createAdaptorServer({
    fetch: async (request, bindings) =>
      refusal(bindings.incoming, bodyBytes) ?? inTurn(() => answer(request, bindings)),
    serverOptions: {
      keepAliveTimeout: KEEP_ALIVE,
      headersTimeout: HEADERS_WITHIN,
      requestTimeout: REQUEST_WITHIN,
      maxHeaderSize: HEADER_BYTES,
    },
  })
  try {
    server.listen(on.port, on.host)
    await once(server, 'listening')
  } catch (error) {
    throw new CannotListen(cannotListen(error, on), { cause: error })
  }
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : on.port

  const closed = once(server, 'close')
  const underWay = countAnswers(server)
  return {
    port,
    refuseNew() {
      server.close()
      if (server instanceof Server) server.closeIdleConnections()
    },
    async stop(ms) {
      server.close()
      await Promise.race([underWay.none(), pause(ms, undefined, { ref: false })])
      // Browsers also hold connections on which they have asked nothing yet; Node does not count those as idle.
      if (server instanceof Server) server.closeAllConnections()
      await closed
    },
  }
}

const waiting: (() => void)[] = []

/**
 * Begins one answer in each turn of the event loop, in the order in which they were asked for. SQLite answers at
 * once, so that a page is made without giving way to the system: begun together, several would be made step by step
 * side by side, and the first be done with the last; and whoever asks while they are made would wait for them twice.
 */
async function inTurn<T>(act: () => T | Promise<T>): Promise<T> {
  await new Promise<void>((begin) => {
    if (waiting.push(begin) === 1) setImmediate(beginNext)
  })
  return act()
}

function beginNext(): void {
  waiting.shift()?.()
  // What was asked meanwhile is read before this comes round again.
  if (waiting.length > 0) setImmediate(beginNext)
}

/** Follows which answers are under way; `none` waits until there are none. */
function countAnswers(server: ServerType): { none(): Promise<void> } {
  let count = 0
  let tell = () => {}
  server.on('request', (_request: unknown, response: EventEmitter) => {
    count += 1
    response.once('close', () => {
      count -= 1
      if (count === 0) tell()
    })
  })
  return {
    none: () =>
      new Promise((resolve) => {
        tell = resolve
        if (count === 0) resolve()
      }),
  }
}

/** Read from the headers alone, so that nothing of a body is taken in that nobody will read. */
function refusal({ headers }: { headers: IncomingHttpHeaders }, bodyBytes: number): Response | null {
  if (headers['transfer-encoding'] !== undefined) return plain(411, 'The length of the request is missing.')
  if (Number(headers['content-length'] ?? 0) > bodyBytes) {
    return plain(413, translatorFor(preferredLocale(headers['accept-language']))('trouble.large'))
  }
  return null
}

function plain(status: number, words: string): Response {
  return new Response(`${words}\n`, {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' },
  })
}

function cannotListen(error: unknown, { host, port }: ListenOn): string {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} of ${host} is in use by another program: stop that one, or set listen.port.`
    case 'EACCES':
      return `Port ${port} of ${host} may not be used by this user: set listen.port to one above 1023.`
    case 'EADDRNOTAVAIL':
      return `${host} is no address of this machine: set listen.host.`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${host} is not a known host name: set listen.host.`
    default:
      return `hoshin cannot listen on port ${port} of ${host}: ${error instanceof Error ? error.message : String(error)}`
  }
}

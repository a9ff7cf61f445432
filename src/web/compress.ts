import { promisify } from 'node:util'
import { brotliCompress, brotliCompressSync, gzip, constants as zlib } from 'node:zlib'
import type { MiddlewareHandler } from 'hono'

const brotli = promisify(brotliCompress)
const gunzippable = promisify(gzip)

/** Smaller than one packet: packing would cost more than it saves. Bytes. */
const WORTH_PACKING = 1000
/** Level 4 is within some percent of the default 11 and a hundred times faster. */
const BROTLI_QUALITY = 4
const BROTLI_WINDOW_BITS = 18
/** Bytes. */
const PACKED_AT_ONCE = 128 * 1024

export type Packing = 'br' | 'gzip'

/** The best packing that the browser takes, or null. `q=0` refuses. */
export function packingFor(acceptEncoding: string | undefined): Packing | null {
  const accepted = new Set(
    (acceptEncoding ?? '')
      .split(',')
      .map((part) => part.trim().toLowerCase())
      .filter((part) => !/;\s*q=0(\.0*)?$/.test(part))
      .map((part) => part.split(';')[0]?.trim()),
  )
  if (accepted.has('br')) return 'br'
  if (accepted.has('gzip')) return 'gzip'
  return null
}

/** Packs HTML and JSON on their way out. Streams (live updates, downloads) and packed answers pass as they are. */
export function compress(): MiddlewareHandler {
  return async (c, next) => {
    await next()
    const { res } = c
    const type = res.headers.get('Content-Type') ?? ''
    if (!/^(text\/html|application\/json)\b/.test(type) || res.headers.has('Content-Encoding')) return
    res.headers.append('Vary', 'Accept-Encoding')
    const packing = packingFor(c.req.header('accept-encoding'))
    if (packing === null || c.req.method === 'HEAD' || res.body === null) return
    const body = new Uint8Array(await res.arrayBuffer())
    if (body.byteLength < WORTH_PACKING) {
      c.res = new Response(body, res)
    } else {
      const packed = await pack(body, packing)
      c.res = new Response(new Uint8Array(packed), res)
      c.res.headers.set('Content-Encoding', packing)
      c.res.headers.set('Content-Length', String(packed.byteLength))
    }
  }
}

export function pack(bytes: Uint8Array, packing: Packing, quality = BROTLI_QUALITY): Promise<Buffer> {
  if (packing === 'gzip') return gunzippable(bytes, { level: 6 })
  const options = {
    params: {
      [zlib.BROTLI_PARAM_QUALITY]: quality,
      [zlib.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength,
      // A page fits into 256 KiB; the default window takes 4 MiB for each page that is being packed.
      [zlib.BROTLI_PARAM_LGWIN]: BROTLI_WINDOW_BITS,
    },
  }
  // A page takes 0.3 ms; handing it to a thread and back takes longer, and a busy server has no thread to spare.
  return bytes.byteLength <= PACKED_AT_ONCE && quality <= BROTLI_QUALITY
    ? Promise.resolve(brotliCompressSync(bytes, options))
    : brotli(bytes, options)
}

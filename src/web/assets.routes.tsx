import { Hono } from 'hono'
import { packingFor } from './compress.ts'
import type { Deps } from './deps.ts'
import type { PublicEnv } from './env.ts'

/** Style sheet, script and icons, for everybody: the sign-in page needs them too. */
export function assetRoutes({ assets }: Pick<Deps, 'assets'>) {
  return new Hono<PublicEnv>().get('/assets/*', async (c, next) => {
    const asset = await assets.open(c.req.path, packingFor(c.req.header('accept-encoding')))
    if (asset === null) return next()
    c.header('Content-Type', asset.type)
    c.header(
      'Cache-Control',
      asset.immutable ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
    )
    c.header('Vary', 'Accept-Encoding')
    if (asset.packing) c.header('Content-Encoding', asset.packing)
    return c.body(new Uint8Array(asset.bytes))
  })
}

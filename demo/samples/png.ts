import { crc32, deflateSync } from 'node:zlib'
import { glyphs } from './glyphs.ts'

/** Red, green, blue, each 0 to 255. */
export type Colour = readonly [number, number, number]

/** A surface to draw on; everything outside it is cut off. */
export type Canvas = {
  fill(x: number, y: number, width: number, height: number, colour: Colour): void
  /** Capital letters, digits and a few signs; each glyph 5 × 7 dots, `scale` pixels a dot. */
  write(x: number, y: number, text: string, colour: Colour, scale: number): void
}

/** A PNG image (8-bit RGB) of what `paint` draws on a white ground. */
export function png(width: number, height: number, paint: (canvas: Canvas) => void): Buffer {
  // Each row begins with the byte of its filter type, 0: none (PNG, 9.2).
  const stride = width * 3 + 1
  const rows = Buffer.alloc(stride * height, 255)
  for (let y = 0; y < height; y += 1) rows[y * stride] = 0
  const fill: Canvas['fill'] = (left, top, wide, high, colour) => {
    for (let y = Math.max(0, top); y < Math.min(height, top + high); y += 1) {
      for (let x = Math.max(0, left); x < Math.min(width, left + wide); x += 1) {
        rows.set(colour, y * stride + 1 + x * 3)
      }
    }
  }
  paint({ fill, write: (x, y, text, colour, scale) => writeDots(fill, x, y, text, colour, scale) })
  const size = Buffer.alloc(13)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  size.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', size),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function writeDots(
  fill: Canvas['fill'],
  x: number,
  y: number,
  text: string,
  colour: Colour,
  scale: number,
): void {
  ;[...text].forEach((character, index) => {
    const rows = glyphs[character] ?? []
    rows.forEach((row, down) => {
      for (let right = 0; right < 5; right += 1) {
        if (row & (0b10000 >> right)) {
          fill(x + (index * 6 + right) * scale, y + down * scale, scale, scale, colour)
        }
      }
    })
  })
}

function chunk(type: string, content: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(typed))
  return Buffer.concat([length, typed, check])
}

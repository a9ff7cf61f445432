import { encodeText } from '../mail/charset.ts'
import type { MailFile } from '../mail/outline.ts'
import { pdf } from './pdf.ts'
import { type Canvas, type Colour, png } from './png.ts'
import { xlsx } from './xlsx.ts'

const INK: Colour = [32, 40, 58]
const GREY: Colour = [226, 228, 232]
const RED: Colour = [190, 48, 32]
const WHITE: Colour = [255, 255, 255]
const BLUE: Colour = [28, 78, 140]

/** A photograph of a screen, as customers attach it: a grey desk and a window with an error in it. */
export function errorScreenshot(filename: string, code: string, line: string): MailFile {
  const content = png(420, 240, (canvas) => {
    canvas.fill(0, 0, 420, 240, GREY)
    canvas.fill(30, 30, 360, 180, WHITE)
    canvas.fill(30, 30, 360, 28, BLUE)
    canvas.write(42, 40, 'MINATO', WHITE, 1)
    canvas.fill(54, 86, 40, 40, RED)
    canvas.write(68, 92, '!', WHITE, 4)
    canvas.write(112, 86, `ERROR ${code}`, INK, 3)
    canvas.write(112, 122, line, INK, 2)
    canvas.fill(300, 170, 70, 24, BLUE)
    canvas.write(326, 178, 'OK', WHITE, 1)
  })
  return { filename, type: 'image/png', content }
}

/** A printed page with stripes across it, photographed. */
export function stripedPrint(filename: string): MailFile {
  const content = png(300, 400, (canvas) => {
    canvas.fill(0, 0, 300, 400, [120, 110, 98])
    canvas.fill(30, 24, 240, 352, [250, 249, 244])
    for (let y = 60; y < 350; y += 14) canvas.fill(52, y, 120 + ((y * 37) % 70), 4, [90, 90, 92])
    for (let x = 70; x < 260; x += 46) canvas.fill(x, 24, 3, 352, [70, 70, 74])
  })
  return { filename, type: 'image/png', content }
}

/** Toner spilt on a carpet, photographed. */
export function stain(filename: string): MailFile {
  const content = png(360, 270, (canvas) => {
    canvas.fill(0, 0, 360, 270, [168, 152, 130])
    for (let y = 0; y < 270; y += 9) canvas.fill(0, y, 360, 2, [158, 142, 120])
    for (let y = -60; y <= 60; y += 2) {
      const reach = Math.round(Math.sqrt(3600 - y * y) * (1.2 + ((y * 7) % 5) / 20))
      canvas.fill(180 - reach, 135 + y, reach * 2, 2, [44, 42, 46])
    }
  })
  return { filename, type: 'image/png', content }
}

/** Cartons of paper on a pallet with the size printed on each, photographed. */
export function cartons(filename: string, size: string): MailFile {
  const content = png(360, 270, (canvas) => {
    canvas.fill(0, 0, 360, 270, [196, 200, 204])
    canvas.fill(20, 240, 320, 18, [120, 88, 56])
    for (let row = 0; row < 3; row += 1) {
      for (let column = 0; column < 3; column += 1) {
        const [x, y] = [30 + column * 102, 30 + row * 70]
        canvas.fill(x, y, 98, 66, [198, 160, 112])
        canvas.fill(x, y + 30, 98, 6, [176, 138, 92])
        canvas.write(x + 34, y + 8, size, INK, 3)
      }
    }
  })
  return { filename, type: 'image/png', content }
}

/** A company's logo for the foot of an HTML mail. */
export function logo(filename: string, cid: string, letters: string): MailFile {
  const content = png(180, 48, (canvas) => {
    canvas.fill(0, 0, 48, 48, [24, 110, 92])
    canvas.fill(12, 12, 24, 24, WHITE)
    canvas.write(60, 14, letters, [24, 110, 92], 3)
  })
  return { filename, type: 'image/png', content, cid }
}

/** Daily bookings as bars, the last days near zero. */
export function bookingChart(filename: string, cid: string): MailFile {
  const heights = [62, 70, 58, 81, 77, 90, 12, 4, 3]
  const content = png(360, 140, (canvas: Canvas) => {
    canvas.fill(20, 120, 330, 2, INK)
    heights.forEach((height, index) => {
      canvas.fill(30 + index * 35, 120 - height, 22, height, height < 20 ? RED : BLUE)
    })
  })
  return { filename, type: 'image/png', content, cid }
}

/** A PDF of these lines. */
export function pdfFile(filename: string, lines: string[], nameStyle?: MailFile['nameStyle']): MailFile {
  return { filename, type: 'application/pdf', content: pdf(lines), nameStyle: nameStyle ?? 'rfc2231' }
}

/** A CSV as Japanese Excel saves it: Shift_JIS, CRLF. */
export function csvFile(filename: string, rows: string[][]): MailFile {
  const text = rows.map((row) => `${row.join(',')}\r\n`).join('')
  return { filename, type: 'text/csv; charset=Shift_JIS', content: encodeText(text, 'shift_jis') }
}

/** An Excel workbook. */
export function xlsxFile(
  filename: string,
  rows: (string | number)[][],
  nameStyle?: MailFile['nameStyle'],
): MailFile {
  return {
    filename,
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    content: xlsx(rows),
    nameStyle: nameStyle ?? 'rfc2231',
  }
}

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { colours, foldLabelName, LONGEST_NAME, nextColour, readLabelName } from '../../src/label/label.ts'

describe('a label’s name', () => {
  const good: [string, string][] = [
    ['  返品   対応 ', '返品 対応'],
    ['返品\n対応', '返品 対応'],
    ['🔥', '🔥'],
    ['👨‍👩‍👧‍👦 家族', '👨‍👩‍👧‍👦 家族'],
    ['\u200b返\u202e品', '返品'],
    ['x'.repeat(LONGEST_NAME), 'x'.repeat(LONGEST_NAME)],
    ['👨‍👩‍👧‍👦'.repeat(10), '👨‍👩‍👧‍👦'.repeat(10)],
  ]
  for (const [typed, name] of good) {
    it(`can be ${JSON.stringify(typed)}`, () => assert.deepEqual(readLabelName(typed), { name }))
  }

  const bad: [string, string][] = [
    ['', 'empty'],
    [' 　\t', 'empty'],
    ['\u200b\u200d', 'empty'],
    ['x'.repeat(200), 'too-long'],
    ['👨‍👩‍👧‍👦'.repeat(200), 'too-long'],
    ['返品,至急', 'separator'],
    ['返品，至急', 'separator'],
    ['返品、至急', 'separator'],
    ['"返品"', 'separator'],
  ]
  for (const [typed, refused] of bad) {
    it(`cannot be ${JSON.stringify(typed.slice(0, 12))}: ${refused}`, () =>
      assert.deepEqual(readLabelName(typed), { refused }))
  }

  const alike: [string, string][] = [
    ['VIP', 'vip'],
    ['ＶＩＰ', 'vip'],
    ['ｶﾞｽ', 'ガス'],
    ['Straße', 'STRASSE'],
    ['ΟΔΟΣ', 'οδος'],
    ['契約　A', '契約 a'],
  ]
  for (const [one, other] of alike) {
    it(`is the same as another: ${one} and ${other}`, () =>
      assert.equal(foldLabelName(one), foldLabelName(other)))
  }

  it('differs from another in its letters', () =>
    assert.notEqual(foldLabelName('返品'), foldLabelName('返金')))
})

describe('the palette', () => {
  it('gives labels made in passing one colour after the other', () => {
    assert.equal(new Set(colours.map((_, n) => nextColour(n))).size, colours.length)
    assert.equal(nextColour(colours.length), nextColour(0))
  })

  const css = readFileSync(new URL('../../public/css/label.css', import.meta.url), 'utf8')
  for (const colour of colours) {
    it(`${colour} reads on light paper and on dark`, () => {
      const rule = css.slice(css.indexOf(`.label-${colour} {`))
      const [ink = [], ground = []] = ['tone', 'tone-bg'].map((name) =>
        (new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(rule) ?? []).slice(1),
      )
      assert.equal(ink.length + ground.length, 4)
      for (const paper of [0, 1]) {
        const ratio = contrast(ink[paper] ?? '', ground[paper] ?? '')
        assert.ok(ratio >= 4.5, `${ink[paper]} on ${ground[paper]}: ${ratio.toFixed(2)}`)
      }
    })
  }
})

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

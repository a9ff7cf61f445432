import { folded } from './wording.ts'

/** What people are called with behind (or before) their name. */
const honorifics = '様|さま|さん|殿|御中|先生|各位|氏|くん|君'
const honorific = new RegExp(`(${honorifics})$`, 'u')
const titles = /^(mr|mrs|ms|miss|mx|dr|prof|professor|herr|frau|sir|madam)\.?\s+/i

/** A name without what is said around it: 山口花子様 → 山口花子, Ms. Sato → sato. Blanks stay. */
export function bareName(name: string): string {
  return folded(name)
    .replace(/["'“”‘’()（）[\]【】<>]/g, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[-ー]?(san|sama)$/u, '')
    .replace(honorific, '')
    .replace(titles, '')
    .trim()
}

/** The words of a name, such as 山口 and 花子. A name without a blank is one. */
export function partsOf(name: string): string[] {
  return bareName(name)
    .split(/[\s・,、]+/u)
    .filter((part) => part !== '')
}

/**
 * Whether somebody could be meant by a name: as written, or a part of it (山口 of 山口 花子), with or without blanks.
 */
export function couldBe(written: string, known: string): boolean {
  const asWritten = joined(written)
  const whole = joined(known)
  if (asWritten === '' || whole === '') return false
  if (asWritten.includes(whole) || (asWritten.length > 1 && whole.startsWith(asWritten))) return true
  const parts = partsOf(written)
  return partsOf(known).some((part) =>
    part.length > 1 && isIdeographic(part)
      ? asWritten.includes(part)
      : parts.includes(part) || asWritten === part,
  )
}

/** Names in different writing (山口, Yamaguchi) cannot be held against each other. */
export function isComparable(one: string, other: string): boolean {
  return scripts.some((script) => script.test(one) && script.test(other))
}

const scripts = [/\p{Script=Han}/u, /[\p{Script=Hiragana}\p{Script=Katakana}]/u, /\p{Script=Latin}/u]

export function isIdeographic(text: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)
}

export function joined(name: string): string {
  return bareName(name).replace(/[\s・]+/gu, '')
}

import { z } from 'zod'
import { foldEmail, isEmail, isTimeZone } from '../account/account.ts'
import { says } from './forms.ts'

/** The fields that several forms share. Each message is the key of a word. */

/** One line of words, trimmed; line breaks would end up in mail headers. */
export function line(longest = 200) {
  return z
    .string({ error: says('refused.required') })
    .transform((typed) => typed.replace(/\s+/g, ' ').trim())
    .pipe(z.string().max(longest, says('refused.long')))
}

export function requiredLine(longest = 200) {
  return line(longest).pipe(z.string().min(1, says('refused.required')))
}

export function email() {
  return z
    .string({ error: says('refused.required') })
    .min(1, says('refused.required'))
    .transform(foldEmail)
    .refine(isEmail, says('refused.email'))
}

/** A password as it was typed; whether it is good enough is decided with the address beside it. */
export function password() {
  return z.string({ error: says('refused.required') }).min(1, says('refused.required'))
}

export function locale() {
  return z.enum(['ja', 'en'], says('refused.choice'))
}

export function timeZone() {
  return z.string({ error: says('refused.choice') }).refine(isTimeZone, says('refused.choice'))
}

/** A telephone number as people write it, or nothing. */
export function phone() {
  return line(40)
    .transform((typed) => typed.normalize('NFKC'))
    .pipe(z.string().regex(/^$|^\+?[\d\s().-]{3,}$/, says('call.phone_wrong')))
}

/** A row's id in a form or an address. */
export function id() {
  return z
    .string({ error: says('refused.choice') })
    .regex(/^[1-9]\d{0,14}$/, says('refused.choice'))
    .transform(Number)
}

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { authenticationOf } from '../../src/mail/authentication.ts'

const ID = 'mx.minato.example'
const of = (...fields: string[]) => authenticationOf(fields, ID, 'sato@minato.example')

describe('what the receiving server says of a sender', () => {
  const aligned = [
    `${ID}; dkim=pass header.d=minato.example`,
    `${ID} 1; dkim=pass (2048-bit key; unprotected) header.d=minato.example header.s=a`,
    `${ID}; dkim=fail header.d=other.example; spf=pass smtp.mailfrom=sato@minato.example`,
    `MX.Minato.example; SPF=PASS smtp.mailfrom=minato.example`,
    `${ID}; dkim=pass header.i=@minato.example`,
  ]
  for (const field of aligned) it(`"${field}" vouches for them`, () => assert.equal(of(field), 'aligned'))

  const failed = [
    `${ID}; dkim=pass header.d=evil.example`,
    `${ID}; spf=pass smtp.mailfrom=evil.example; dkim=none`,
    `${ID}; dkim=fail header.d=minato.example; spf=softfail smtp.mailfrom=minato.example`,
    `${ID}; none`,
    `${ID}; spf=fail smtp.mailfrom="x; dkim=pass header.d=minato.example"`,
    `${ID}; spf=fail (sender said; dkim=pass header.d=minato.example) smtp.mailfrom=evil.example`,
    `${ID}; dkim=pass header.d=notminato.example`,
    `${ID}; dkim=pass header.d=example`,
    `${ID}; spf=pass smtp.helo=minato.example`,
  ]
  for (const field of failed) it(`"${field}" does not`, () => assert.equal(of(field), 'failed'))

  it('is unknown without its name, under another name, or without a field', () => {
    assert.equal(
      authenticationOf([`${ID}; dkim=pass header.d=minato.example`], null, 'a@minato.example'),
      'unknown',
    )
    assert.equal(of('mx.evil.example; dkim=pass header.d=minato.example'), 'unknown')
    assert.equal(of(), 'unknown')
  })

  it('stands in its topmost field: one that the sender wrote beneath counts for nothing', () => {
    assert.equal(of(`${ID}; dkim=none`, `${ID}; dkim=pass header.d=minato.example`), 'failed')
  })
})

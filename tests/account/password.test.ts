import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashPassword, passwordFits } from '../../src/account/hash-password.ts'
import { passwordProblem } from '../../src/account/password.ts'

test('a password needs ten characters, counted as people count them', () => {
  assert.equal(passwordProblem('123456789', 'a@b.jp'), 'short')
  assert.equal(passwordProblem('𠮷野家𠮷野家𠮷野家', 'a@b.jp'), 'short')
  assert.equal(passwordProblem('1234567890', 'a@b.jp'), null)
})

test('one too long to hash is refused', () => {
  assert.equal(passwordProblem('x'.repeat(1000), 'a@b.jp'), null)
  assert.equal(passwordProblem('x'.repeat(1001), 'a@b.jp'), 'long')
})

test('the own address is no password, in whatever case or width', () => {
  assert.equal(passwordProblem('Misaki.Ito@Example.jp', 'misaki.ito@example.jp'), 'email')
  assert.equal(passwordProblem('ｍｉｓａｋｉ．ｉｔｏ', 'misaki.ito@example.jp'), 'email')
})

test('a password fits however the keyboard composed it', async () => {
  const hash = await hashPassword('パスワードがいき１２')
  assert.equal(await passwordFits('パスワードがいき１２'.normalize('NFD'), hash), true)
  assert.equal(await passwordFits('パスワードかいき１２', hash), false)
})

test('nothing fits an account without a password', async () => {
  assert.equal(await passwordFits('nobody signs in with this', null), false)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localPath } from '../../src/web/local-path.ts'

test('a path on this site stays as it is', () => {
  assert.equal(localPath('/threads/7?list=mine#message-3'), '/threads/7?list=mine#message-3')
})

test('nothing that a browser could take for another site is let through', () => {
  const elsewhere = [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    'javascript:alert(1)',
    'threads',
    '',
  ]
  for (const wanted of elsewhere) assert.equal(localPath(wanted), '/', JSON.stringify(wanted))
  assert.equal(localPath(undefined, '/inbox'), '/inbox')
})

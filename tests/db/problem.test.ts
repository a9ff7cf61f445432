import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databaseProblem, shownDatabase } from '../../src/db/problem.ts'

const failed = (code: string) => Object.assign(new Error('in the way'), { code })
const server = 'postgres://me:s3cret@db.example/hoshin'

describe('saying why a database cannot be used', () => {
  for (const [code, words] of [
    ['28P01', 'refused the sign-in: wrong user or password'],
    ['3D000', 'does not exist on that server: create it first'],
    ['ECONNREFUSED', 'cannot be reached: nothing answers there'],
    ['ENOTFOUND', 'cannot be reached: its host name is not known'],
    ['57P03', 'is starting up or shutting down: try again'],
  ]) {
    it(`names the server without its password for ${code}`, () => {
      assert.equal(
        databaseProblem(failed(code ?? ''), server),
        `The database postgres://me@db.example/hoshin ${words}.`,
      )
    })
  }

  it('reads what Node reports for all addresses of a host name at once', () => {
    const all = new AggregateError([failed('ECONNREFUSED'), failed('ECONNREFUSED')])
    assert.match(databaseProblem(all, server) ?? '', /nothing answers there/)
  })

  it('names the file for SQLite', () => {
    assert.match(
      databaseProblem(failed('SQLITE_CANTOPEN'), 'sqlite:data/x.db') ?? '',
      /^The database data\/x\.db cannot/,
    )
  })

  it('has no words for an error that speaks of something else', () => {
    assert.equal(databaseProblem(new TypeError('x is not a function'), server), null)
    assert.equal(databaseProblem(failed('23505'), server), null)
  })

  it('shows a URL without any password in it', () => {
    assert.equal(
      shownDatabase('postgres://me:p%40ss:w@h/d?sslmode=require'),
      'postgres://me@h/d?sslmode=require',
    )
    assert.equal(shownDatabase('postgres://h/d?user=me&password=s3cret'), 'postgres://h/d?user=me&password=…')
    assert.equal(shownDatabase('postgres://me@h/d'), 'postgres://me@h/d')
  })
})

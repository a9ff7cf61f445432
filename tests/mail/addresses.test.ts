import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { formatAddressList, parseAddressList } from '../../src/mail/addresses.ts'

const plain = (text: string) => {
  const { addresses, bad } = parseAddressList(text)
  return { good: addresses.map(({ name, address }) => (name ? `${name}|${address}` : address)), bad }
}

describe('a list of addresses', () => {
  const cases: [string, string, string[]][] = [
    ['one', 'a@shop.example', ['a@shop.example']],
    ['none', '  ', []],
    ['separated by commas', 'a@shop.example, b@shop.example', ['a@shop.example', 'b@shop.example']],
    [
      'by semicolons, as Outlook writes',
      'a@shop.example; b@shop.example;',
      ['a@shop.example', 'b@shop.example'],
    ],
    [
      'by Japanese commas and semicolons',
      'a@x.example、b@x.example，c@x.example；d@x.example',
      ['a@x.example', 'b@x.example', 'c@x.example', 'd@x.example'],
    ],
    ['line by line', 'a@x.example\r\nb@x.example\n', ['a@x.example', 'b@x.example']],
    ['with names', '山田 太郎 <taro@x.example>', ['山田 太郎|taro@x.example']],
    ['with a comma in a name', '"Yamada, Taro" <taro@x.example>', ['Yamada, Taro|taro@x.example']],
    ['with a Japanese comma in a name', '"山田、鈴木" <y@x.example>', ['山田、鈴木|y@x.example']],
    ['with a quote in a name', '"Taro \\"T\\" Yamada" <t@x.example>', ['Taro "T" Yamada|t@x.example']],
    ['with a full-width at sign', 'taro＠x.example', ['taro@x.example']],
    ['with a Japanese domain', 'taro@日本語.jp', ['taro@xn--wgv71a119e.jp']],
    ['with dots where old telephones had them', 'taro..y.@docomo.example', ['taro..y.@docomo.example']],
    ['with the same twice, in another case', 'a@x.example, A@X.example', ['a@x.example']],
    ['separated by spaces only', 'a@x.example  b@x.example', ['a@x.example', 'b@x.example']],
    ['with an address for a name', '"b@x.example" <a@x.example>', ['b@x.example|a@x.example']],
    ['with an address for its own name', 'a@x.example <a@x.example>', ['a@x.example']],
    ['as a group', 'Team: a@x.example, b@x.example;', ['a@x.example', 'b@x.example']],
  ]
  for (const [says, text, good] of cases) it(says, () => assert.deepEqual(plain(text), { good, bad: [] }))

  const garbage = [
    ...['taro', 'taro@', '@x.example', 'taro@x..example', 'taro@-x.example', '山田'],
    ...[`${'a'.repeat(250)}@x.example`, 'taro@x.example>', 'a@b@c', '"a b"@x.example', 'a@[127.0.0.1]'],
  ]
  for (const text of garbage) {
    it(`says that ${JSON.stringify(text.slice(0, 30))} is not one`, () => {
      assert.deepEqual(parseAddressList(text), { addresses: [], bad: [text] })
    })
  }

  it('never lets a line break or a control character into a name or an address', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.constantFrom(
              '"',
              '\r\n',
              '\n',
              '\r',
              '\0',
              '<a@x.example>',
              'a@x.example',
              'Bcc: ',
              ',',
              '\\',
              '(',
              ')',
            ),
            fc.string({ maxLength: 5 }),
          ),
        ),
        (pieces) => {
          for (const { name, address } of parseAddressList(pieces.join('')).addresses) {
            assert.doesNotMatch(name + address, /[\r\n\0]/)
          }
        },
      ),
      { numRuns: 500 },
    )
  })

  it('is read back as it was written, whatever the names', () => {
    const name = fc
      .oneof(
        fc.string({ unit: 'grapheme', maxLength: 20 }),
        fc
          .array(
            fc.constantFrom(
              '山',
              '、',
              '，',
              '；',
              '＠',
              '"',
              '\\',
              '(',
              ')',
              ',',
              ';',
              '@',
              "'",
              ' ',
              'a',
              '<',
            ),
          )
          .map((all) => all.join('')),
      )
      .map((text) =>
        text
          .replace(/[\u0000-\u001f\u007f]/g, '')
          .replace(/\s+/g, ' ')
          .trim(),
      )
    const local = fc.stringMatching(/^[a-z0-9.+_-]{1,20}$/)
    const people = fc.uniqueArray(
      fc.record({ name, address: local.map((text) => `${text}@x.example`) }, { noNullPrototype: true }),
      { maxLength: 4, selector: ({ address }) => address },
    )
    fc.assert(
      fc.property(people, (list) => {
        assert.deepEqual(parseAddressList(formatAddressList(list)), { addresses: list, bad: [] })
      }),
      { numRuns: 500 },
    )
  })
})

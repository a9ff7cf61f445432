import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  filled,
  insertedAt,
  matches,
  type TemplateValues,
  unknownVariables,
  variableNames,
  variables,
} from '../../src/template/template.ts'

const values: TemplateValues = {
  ...{
    customer: '山口 花子',
    organisation: null,
    sender: '伊藤 美咲',
    mailbox: 'サポート窓口',
    ticket: '#7',
  },
  ...{ subject: '納期について', due: null, hours: '平日 9:00〜18:00', today: '11月24日' },
}

describe('a template', () => {
  for (const [text, expected] of [
    ['{{customer}}\nお世話になっております。', '山口 花子 様\nお世話になっております。'],
    ['{{customer}}様のご注文です', '山口 花子様のご注文です'],
    ['{{ 顧客名 }} さま、こちらは', '山口 花子 さま、こちらは'],
    ['Dear {{customer}},', 'Dear 山口 花子,'],
    ['｛｛担当者名｝｝です', '伊藤 美咲です'],
    ['{{due}}までに', '{{due}}までに'],
    ['{{nonsense}} {{}}', '{{nonsense}} {{}}'],
    ['{{Ticket}} / {{件名}} / {{営業時間}}', '#7 / 納期について / 平日 9:00〜18:00'],
  ] as const) {
    it(`is filled: ${text}`, () => {
      assert.equal(filled(text, values), expected)
    })
  }

  it('says which of its variables stand for nothing', () => {
    assert.deepEqual(unknownVariables('{{customer}} {{顧客}} {{x}} {{x}} {{}}'), ['顧客', 'x', ''])
    for (const name of Object.values(variables).flat()) assert.deepEqual(unknownVariables(`{{${name}}}`), [])
  })

  it('is found by each word of a query, in its name, folder or text', () => {
    const template = { folder: '納期', name: 'お詫び', body: 'Delivery ＡＢＣ' }
    assert.ok(matches(template, 'お詫び abc') && matches(template, '納期') && matches(template, ''))
    assert.ok(!matches(template, 'お詫び 返金'))
  })

  it('goes where the writer stood, or above what is quoted', () => {
    assert.equal(insertedAt('ab', 'X', 1), 'aXb')
    assert.equal(insertedAt('山口様', 'X\n', null), '山口様\n\nX')
    assert.equal(insertedAt('a\n\n\n11/20 花子:\n> b', 'X', null), 'a\n\nX\n\n\n11/20 花子:\n> b')
    assert.equal(insertedAt('', 'X', null), 'X')
  })

  it('loses nothing of what was written, wherever it goes', () => {
    fc.assert(
      fc.property(fc.string(), fc.option(fc.nat(60)), (body, at) => {
        const put = insertedAt(body, '\u0001', at)
        const [before = '', after = ''] = put.split('\u0001')
        assert.ok(body.startsWith(before.trimEnd()) && body.endsWith(after.trimStart()))
        assert.equal(put.replace(/[\u0001\n]/g, ''), body.replace(/[\u0001\n]/g, ''))
      }),
    )
  })

  it('is left alone where it has no variables, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!/[{｛]/u.test(text))
        assert.equal(filled(text, values), text)
      }),
    )
    assert.equal(new Set(variableNames).size, Object.keys(variables).length)
  })
})

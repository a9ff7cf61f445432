import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { raw } from 'hono/html'
import { jsx as honoJsx } from 'hono/jsx/jsx-runtime'
import { Fragment, jsx } from '../../views/jsx/jsx-runtime.ts'

type Make = (tag: string, props: Record<string, unknown>) => unknown
type Tree =
  | { tag: string; attributes: Record<string, unknown>; children: readonly Tree[] }
  | { leaf: unknown }

const leaf = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', '方', '<', '>', '&', '"', "'", ' ', '\n', '😀') }),
  fc.integer(),
  fc.constantFrom(null, undefined, true, false, ''),
)
const attributes = fc.dictionary(
  fc.constantFrom('class', 'href', 'data-x', 'aria-hidden', 'hidden', 'open', 'value', 'hx-boost:inherited'),
  leaf,
)
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf.map((one) => ({ leaf: one })),
    fc.record({ tag: fc.constantFrom('br', 'input'), attributes, children: fc.constant([]) }),
    fc.record({
      tag: fc.constantFrom('div', 'p', 'section', 'ul', 'relative-time'),
      attributes,
      children: fc.array(tie('tree'), { maxLength: 4 }),
    }),
  ),
}))

function grown(make: Make, tree: Tree): unknown {
  if ('leaf' in tree) return tree.leaf
  const children = tree.children.map((child) => grown(make, child))
  return make(tree.tag, children.length > 0 ? { ...tree.attributes, children } : { ...tree.attributes })
}

test('our JSX gives the HTML that hono/jsx gives', () => {
  fc.assert(
    fc.property(tree, (tree) => {
      const within: Tree = { tag: 'main', attributes: {}, children: [tree] }
      assert.equal(String(grown(jsx, within)), String(grown(honoJsx, within)))
    }),
    { numRuns: 500 },
  )
})

test('what a component gives is escaped once, and what is marked as raw never', () => {
  const Bold = ({ children }: { children?: unknown }) => jsx('b', { children })
  const page = (
    <p title={'"<'}>
      <Bold>{'<i>'}</Bold>
      {raw('<hr/>')}
      {[1, [' & ']]}
      {false}
      <Fragment>
        <wbr />
        {'>'}
      </Fragment>
    </p>
  )
  assert.equal(String(page), '<p title="&quot;&lt;"><b>&lt;i&gt;</b><hr/>1 &amp; <wbr/>&gt;</p>')
})

test('markup in an attribute is text', () => {
  assert.equal(String(<p title={raw('"<b>')} />), '<p title="&quot;&lt;b&gt;"></p>')
})

test('a component may show nothing, a list, or mere text', () => {
  const parts = [null, ['a', <br />], '<'].map((part) => jsx(() => part, {}))
  assert.deepEqual(parts.map(String), ['', 'a<br/>', '&lt;'])
  assert.equal(String(Fragment({})), '')
})

test('what cannot be shown is an error and not "[object Promise]"', () => {
  assert.throws(() => jsx('p', { children: Promise.resolve('late') }), /cannot show \[object Promise\]/)
})

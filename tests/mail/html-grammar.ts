import assert from 'node:assert/strict'

/** Exactly what the sanitiser may write; anything else in its output is a hole. */
const tags = new Set(
  'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q rp rt ruby s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr'.split(
    ' ',
  ),
)
const attributes = new Set(
  'style align valign dir lang title bgcolor width height href target rel alt border color face size cellpadding cellspacing colspan rowspan nowrap span start type value class data-inline data-remote data-blocked src'.split(
    ' ',
  ),
)
const tag = /<(\/?)([a-z0-9]+)((?: [a-z-]+(?:="[^"<>]*")?)*)( \/)?>/g
const attribute = / ([a-z-]+)(?:="([^"<>]*)")?/g

/**
 * Fails unless every `<` in the HTML begins a tag of our own strict grammar with listed names and harmless values:
 * no browser reads such HTML differently, whatever the mail was.
 */
export function assertHarmless(html: string, allowedSources: RegExp, label = html): void {
  const text = html.replace(tag, (_, _slash: string, name: string, rest: string) => {
    assert.ok(tags.has(name), `tag ${name}: ${label}`)
    for (const [, key = '', value = ''] of rest.matchAll(attribute)) {
      assert.ok(attributes.has(key), `attribute ${key}: ${label}`)
      if (key === 'href') assert.match(value, /^(https?:\/\/|mailto:|tel:)/i, label)
      if (key === 'src') assert.match(value, allowedSources, label)
      if (key === 'style')
        assert.doesNotMatch(value, /url\(|expression|position|behaviou?r|\\|javascript|@/i, label)
      if (key === 'class') assert.equal(value, 'quote', label)
    }
    return ''
  })
  assert.doesNotMatch(text, /</, label)
}

import type { Child } from 'hono/jsx'
import { type KeyEntry, keyGroups, keyTable } from '../keys.ts'
import type { Locale } from '../locales/index.ts'
import { Button } from '../parts.tsx'
import type { Reader } from '../reader.ts'

/** The list of keys over whatever page is open: by `?`, or by its link in the rail. Closing gives the focus back. */
export function KeySheet({ reader }: { reader: Reader }) {
  const { t } = reader
  return (
    <dialog id="keys" aria-labelledby="keys-title">
      <header>
        <h2 id="keys-title">{t('keys.title')}</h2>
        <form method="dialog">
          <button type="submit" class="button quiet">
            {t('common.close')}
          </button>
        </form>
      </header>
      <label class="away" for="keys-find">
        {t('keys.find')}
      </label>
      <input
        id="keys-find"
        type="search"
        placeholder={t('keys.find')}
        autocomplete="off"
        autofocus
        data-find-keys=""
      />
      <KeyList reader={reader} />
      <p class="hint" role="status" data-no-keys="" hidden>
        {t('keys.none')}
      </p>
      <KeysOn reader={reader} />
    </dialog>
  )
}

const lists = new Map<Locale, Child>()

/** Every key in its group. It stands beneath every page, so it is made once for each language. */
export function KeyList({ reader }: { reader: Reader }) {
  const list = lists.get(reader.locale) ?? <KeyGroups reader={reader} />
  lists.set(reader.locale, list)
  return list
}

function KeyGroups({ reader }: { reader: Reader }) {
  const { t } = reader
  const all: readonly (KeyEntry & { name: (typeof keyTable)[number]['name'] })[] = keyTable
  return (
    <div class="key-groups">
      {keyGroups.map((group) => (
        <section>
          <h3>{t(`key_group.${group}`)}</h3>
          <dl>
            {all
              .filter((entry) => entry.group === group)
              .map((entry) => (
                <div>
                  <dt>
                    <Keys reader={reader} keys={entry.keys} />
                  </dt>
                  <dd>
                    {t(`key_does.${entry.name}`)}
                    {entry.many && <span aria-hidden="true"> ＊</span>}
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
      <p class="hint">＊ {t('keys.many')}</p>
      <p class="hint">{t('keys.lead')}</p>
    </div>
  )
}

function Keys({ reader, keys }: { reader: Reader; keys: readonly string[] }) {
  return (
    <>
      {keys.map((one, at) => (
        <>
          {at > 0 && ' / '}
          {one.split(' ').map((key, place) => (
            <>
              {place > 0 && <span class="away"> {reader.t('keys.followed')} </span>}
              <KeyCap name={key} />
            </>
          ))}
        </>
      ))}
    </>
  )
}

function KeyCap({ name }: { name: string }) {
  return (
    <>
      {name.split('+').map((part) => (
        <kbd>{part}</kbd>
      ))}
    </>
  )
}

/** Single keys can be switched off, for whom they come unwanted (WCAG 2.1.4). */
export function KeysOn({ reader }: { reader: Reader }) {
  const { t } = reader
  return (
    <form method="post" action="/settings/keys" class="keys-on" hx-boost="false">
      <label class="check">
        <input type="checkbox" name="keys" value="on" checked={reader.keys} /> {t('keys.on')}
      </label>
      <Button>{t('keys.save')}</Button>
    </form>
  )
}

import { Icon } from '../icons.tsx'
import { keyed } from '../keys.ts'
import { dayAndTime, type Reader } from '../reader.ts'
import { type Place, threadUrl } from '../shown.ts'

export type OfferedTemplates = {
  /** What is looked for; null while the list is closed. */
  find: string | null
  templates: readonly {
    id: number
    name: string
    folder: string
    /** The reader's own, not the mailbox's. */
    isOwn: boolean
    beginning: string
    /** What the browser looks through. */
    searched: string
  }[]
  /** Words for the customer that came with policies. */
  wordings: readonly {
    policyId: number
    by: string
    at: number
    isOfThread: boolean
    beginning: string
    searched: string
  }[]
}

type Props = { reader: Reader; place: Place; threadId: number; templates: OfferedTemplates }

/** Texts to be put into the reply: found by typing, put in by Enter or a press. */
export function TemplateChooser({ reader, place, threadId, templates: offered }: Props) {
  const { t } = reader
  const { find, templates, wordings } = offered
  const into = threadUrl(threadId, place, '/template-insertions')
  const id = `find-template-${threadId}`
  return (
    <details class="templates" open={find !== null} data-templates="">
      <summary class="button" {...keyed(reader, 'template')}>
        <Icon name="draft" />
        {t('template.choose')}
      </summary>
      <div class="templates-sheet">
        <p class="templates-find">
          <label class="away" for={id}>
            {t('template.find')}
          </label>
          <input
            id={id}
            type="search"
            name="find_template"
            value={find ?? ''}
            placeholder={t('template.find')}
            autocomplete="off"
            data-find-templates=""
          />
          <button
            type="submit"
            class="button no-script"
            formaction={threadUrl(threadId, place, '/draft')}
            formnovalidate
          >
            {t('template.find_act')}
          </button>
          <a href="/templates">{t('template.manage')}</a>
        </p>
        {templates.length + wordings.length === 0 && (
          <p class="hint">{t(find ? 'template.none_found' : 'template.none')}</p>
        )}
        <p class="hint" role="status" data-no-templates="" hidden>
          {t('template.none_found')}
        </p>
        <ul>
          {templates.map(({ id: template, name, folder, isOwn, beginning, searched }) => (
            <li data-searched={searched}>
              <button type="submit" name="template" value={template} formaction={into} formnovalidate>
                <b>{name}</b>
                {(folder || isOwn) && (
                  <i>{[folder, isOwn && t('template.own')].filter(Boolean).join(' · ')}</i>
                )}
                <small>{beginning}</small>
              </button>
            </li>
          ))}
        </ul>
        {wordings.length > 0 && <h3>{t('template.wordings')}</h3>}
        <ul>
          {wordings.map(({ policyId, by, at, isOfThread, beginning, searched }) => (
            <li data-searched={searched}>
              <button type="submit" name="wording" value={policyId} formaction={into} formnovalidate>
                <b>{t('template.wording_by', { by })}</b>
                <i>{isOfThread ? t('template.of_thread') : dayAndTime(reader, at)}</i>
                <small>{beginning}</small>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </details>
  )
}

import { choiceWords } from '../absence/away.ts'
import { Icon } from '../icons.tsx'
import { keyed } from '../keys.ts'
import { Button, type Errors, Field } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { type Person, type Place, threadUrl } from '../shown.ts'
import { Keeping, type KeptView } from '../writing/keeping.tsx'

export type PolicyRequestFormProps = {
  reader: Reader
  place: Place
  threadId: number
  /** A policy stands already: what is asked for is another look at it. */
  again: boolean
  /** Who may decide here. */
  supervisors: readonly Person[]
  values?: { of: string; body: string }
  /** By field name: of, body. Given ones open the form. */
  errors?: Errors
  /** What the writer has typed and not sent, by form */
  keeping: ReadonlyMap<string, KeptView>
}

/** Asking for a policy: folded until it is needed. */
export function PolicyRequestForm(props: PolicyRequestFormProps) {
  const { reader, place, threadId, again, supervisors, errors = {}, keeping } = props
  const { t } = reader
  const kept = keeping.get('policy-request') ?? null
  const values = props.values ?? (kept && { of: kept.fields.of ?? '', body: kept.fields.body ?? '' })
  return (
    <details class="ask" id="ask-policy" open={Object.keys(errors).length > 0 || kept !== null}>
      <summary class="button" {...keyed(reader, 'policy')}>
        <Icon name="seal" />
        {t(again ? 'policy.ask_again' : 'policy.ask')}
      </summary>
      <form
        method="post"
        action={threadUrl(threadId, place, '/policy-requests')}
        data-keep={threadUrl(threadId, {}, '/kept-words/policy-request')}
      >
        <Field
          within="ask"
          name="of"
          label={t('policy.request_of')}
          value={values?.of}
          error={errors.of}
          options={supervisors.map((s) => ({ value: String(s.id), label: choiceWords(reader, s) }))}
        />
        <Field
          within="ask"
          name="body"
          label={t('policy.request_body')}
          hint={t('policy.request_hint')}
          value={values?.body}
          error={errors.body}
          rows={4}
          mentionsOf={threadId}
          required
        />
        <div class="acts">
          <Button tone="seal">{t('policy.request_send')}</Button>
          <Keeping reader={reader} kept={kept} />
        </div>
      </form>
    </details>
  )
}

import { Icon } from '../icons.tsx'
import { keyed } from '../keys.ts'
import { Button, Field, When } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { type Place, placeQuery } from '../shown.ts'
import type { ApprovalView, DecisionAttempt } from './approval-card.tsx'

type Props = { reader: Reader; place: Place; approval: ApprovalView; attempt: DecisionAttempt | null }

/** Approving (as it stands, or changed first) and returning for those who may; withdrawing for its writer. */
export function DecideForm({ reader, place, approval, attempt }: Props) {
  const { t } = reader
  const { id, may } = approval
  if (!may.decide) {
    return (
      <form method="post" action={`/approvals/${id}/withdrawal${placeQuery(place)}`} class="approval-acts">
        <Button icon="undo">{t('approval.withdraw')}</Button>
        <small>{t('approval.withdraw_hint')}</small>
      </form>
    )
  }
  const text = attempt?.text ?? approval.text
  const within = `approval-${id}`
  const isLast = approval.round >= approval.rounds
  return (
    <form id={`decide-${id}`} method="post" action={`/approvals/${id}/decision${placeQuery(place)}`}>
      {/* First in the form: Enter in a line decides nothing. */}
      <button type="submit" class="away" tabindex={-1} name="act" value="look">
        {t('approval.look')}
      </button>
      <input type="hidden" name="text_version" value={approval.textVersion} />
      <input type="hidden" name="round" value={approval.round} />
      <input type="hidden" name="thread_version" value={approval.threadVersion} />
      {attempt?.error && (
        <p class="error" role="alert">
          {attempt.error}
        </p>
      )}
      {approval.changed.length > 0 && <Changed reader={reader} changed={approval.changed} />}
      <details class="approval-edit" open={attempt !== null && attempt.text.body !== approval.text.body}>
        <summary>
          <Icon name="edit" />
          {t('approval.edit')}
        </summary>
        <p class="hint">{t('approval.edit_hint')}</p>
        {(['to', 'cc', 'bcc', 'subject'] as const).map((name) => (
          <Field
            within={within}
            name={name}
            label={t(`approval.${name}`)}
            value={text[name]}
            autocomplete="off"
          />
        ))}
        <label class="away" for={`${within}-body`}>
          {t('approval.body')}
        </label>
        <textarea id={`${within}-body`} name="body" rows={10}>
          {text.body}
        </textarea>
      </details>
      <div class="approval-acts">
        <button type="submit" class="button act" name="act" value="approve" {...keyed(reader, 'approve')}>
          <Icon name="check" />
          {t(isLast ? 'approval.approve' : 'approval.approve_next')}
        </button>
      </div>
      <details class="approval-return" open={Boolean(attempt?.reason) || undefined}>
        <summary class="button" {...keyed(reader, 'give_back')}>
          <Icon name="undo" />
          {t('approval.give_back')}
        </summary>
        <label for={`${within}-reason`}>{t('approval.reason')}</label>
        <p class="hint" id={`${within}-reason-hint`}>
          {t('approval.reason_hint')}
        </p>
        <textarea id={`${within}-reason`} name="reason" rows={3} aria-describedby={`${within}-reason-hint`}>
          {attempt?.reason ?? ''}
        </textarea>
        <button type="submit" class="button" name="act" value="return">
          {t('approval.give_back_now')}
        </button>
      </details>
    </form>
  )
}

function Changed({ reader, changed }: { reader: Reader; changed: ApprovalView['changed'] }) {
  const { t } = reader
  return (
    <div class="changed" role="alert">
      <strong>{t('approval.changed')}</strong>
      <ul>
        {changed.map(({ who, at, excerpt, href }) => (
          <li>
            <a href={href}>
              <b>{who}</b> <When reader={reader} at={at} as="clock" /> {excerpt}
            </a>
          </li>
        ))}
      </ul>
      <label class="check">
        <input type="checkbox" name="seen" value="1" /> {t('approval.seen')}
      </label>
    </div>
  )
}

import { Page, Shell, type ShellFrame } from '../layout.tsx'
import { Button, Chip, type Errors, Field } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { TemplateForm, type TemplateValues } from './template-form.tsx'

export type TemplateView = {
  id: number
  folder: string
  name: string
  body: string
  needsApproval: boolean
  version: number
  uses: number
  /** What the reader may do with it. */
  may: 'change' | 'propose'
  /** A change that waits; `isOwn`: the reader's. */
  proposal: { by: string; isOwn: boolean; at: number; folder: string; name: string; body: string } | null
}

export type TemplateSection = {
  /** Null: the reader's own. */
  mailbox: { id: number; name: string } | null
  templates: readonly TemplateView[]
  mayAdd: boolean
  supervises: boolean
}

/** What was typed into a form that was refused: that of a template, or the one for a new one. */
export type TemplateAttempt = {
  of: { template: number } | { mailbox: number | null }
  values: TemplateValues
  errors: Errors
  version?: number
}

type Props = {
  frame: ShellFrame
  sections: readonly TemplateSection[]
  signature: string
  attempt: TemplateAttempt | null
}

/** Templates by mailbox and folder, each in a fold with its form. */
export function TemplatesPage({ frame, sections, signature, attempt }: Props) {
  const { reader } = frame
  const { t } = reader
  return (
    <Shell {...frame} view="page" title={t('template_page.title')}>
      <Page reader={reader} title={t('template_page.title')} lead={t('template_page.lead')}>
        {sections.map((section) => (
          <Section reader={reader} section={section} attempt={attempt} />
        ))}
        <form method="post" action="/templates/signature" class="panel" id="signature">
          <h2>{t('template_page.signature')}</h2>
          <Field
            label={t('template_page.signature')}
            name="signature"
            value={signature}
            hint={t('template_page.signature_hint')}
            rows={3}
          />
          <p class="acts">
            <Button>{t('common.save')}</Button>
          </p>
        </form>
      </Page>
    </Shell>
  )
}

type SectionProps = { reader: Reader; section: TemplateSection; attempt: TemplateAttempt | null }

function Section({ reader, section, attempt }: SectionProps) {
  const { t } = reader
  const { mailbox, templates, mayAdd, supervises } = section
  const mailboxId = mailbox?.id ?? null
  const failed = attempt && 'mailbox' in attempt.of && attempt.of.mailbox === mailboxId ? attempt : null
  const folders = [...new Set(templates.map(({ folder }) => folder))]
  return (
    <section class="panel" id={`templates-${mailboxId ?? 'own'}`}>
      <h2>{mailbox?.name ?? t('template_page.own')}</h2>
      {templates.length === 0 && (
        <p class="hint">{t(mailbox ? 'template_page.empty' : 'template_page.mine_empty')}</p>
      )}
      {folders.map((folder) => (
        <>
          {folder && <h3>{folder}</h3>}
          {templates
            .filter((one) => one.folder === folder)
            .map((template) => (
              <Row reader={reader} template={template} supervises={supervises} attempt={attempt} />
            ))}
        </>
      ))}
      {mayAdd && (
        <details class="template-row" open={failed !== null}>
          <summary>
            <b>{t('template_page.new')}</b>
          </summary>
          <TemplateForm
            reader={reader}
            action="/templates"
            within={`new-${mailboxId ?? 'own'}`}
            values={failed?.values ?? { folder: '', name: '', body: '', needsApproval: false }}
            errors={failed?.errors ?? {}}
            hidden={{ mailbox: mailboxId === null ? '' : String(mailboxId) }}
            mayGuard={supervises}
            words="add"
          />
        </details>
      )}
    </section>
  )
}

type RowProps = {
  reader: Reader
  template: TemplateView
  supervises: boolean
  attempt: TemplateAttempt | null
}

function Row({ reader, template, supervises, attempt }: RowProps) {
  const { t } = reader
  const { id, name, uses, may, proposal } = template
  const failed = attempt && 'template' in attempt.of && attempt.of.template === id ? attempt : null
  return (
    <details class="template-row" id={`template-${id}`} open={failed !== null}>
      <summary>
        <b>{name}</b>
        <small>{uses === 0 ? t('template_page.never_used') : t('template_page.uses', { count: uses })}</small>{' '}
        {proposal && <Chip tone="kohaku">{t('template_page.waiting')}</Chip>}
      </summary>
      {proposal && <Proposal reader={reader} id={id} proposal={proposal} mayTake={may === 'change'} />}
      <TemplateForm
        reader={reader}
        action={`/templates/${id}`}
        within={`t${id}`}
        values={failed?.values ?? template}
        errors={failed?.errors ?? {}}
        hidden={{ version: String(failed?.version ?? template.version) }}
        mayGuard={supervises}
        words={may === 'change' ? 'save' : 'propose'}
      />
      {may === 'change' && (
        <form method="post" action={`/templates/${id}/removal`}>
          <p class="acts">
            <Button tone="quiet">{t('template_page.remove')}</Button>
          </p>
        </form>
      )}
    </details>
  )
}

type ProposalProps = {
  reader: Reader
  id: number
  proposal: NonNullable<TemplateView['proposal']>
  mayTake: boolean
}

function Proposal({ reader: { t }, id, proposal, mayTake }: ProposalProps) {
  const { by, isOwn, at, folder, name, body } = proposal
  return (
    <div class="proposed-text">
      <p>
        {t(isOwn ? 'template_page.proposed_own' : 'template_page.proposed', { by })}{' '}
        <b>{[folder, name].filter(Boolean).join(' / ')}</b>
      </p>
      <pre>{body}</pre>
      {mayTake && (
        <form method="post" action={`/templates/${id}/proposal`}>
          <input type="hidden" name="at" value={String(at)} />
          <p class="acts">
            <Button tone="act" name="outcome" value="take">
              {t('template_page.take')}
            </Button>
            <Button name="outcome" value="leave">
              {t('template_page.leave')}
            </Button>
          </p>
        </form>
      )}
    </div>
  )
}

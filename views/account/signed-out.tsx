import { Button } from '../parts.tsx'
import type { Reader } from '../reader.ts'

type Props = {
  reader: Reader
  /** Where to sign in. */
  signIn: string
  /** Where the form was going. */
  action: string
  typed: readonly { name: string; value: string }[]
}

/** The session ended while somebody was writing: all that was typed, ready to be sent once more. */
export function SignedOut({ reader, signIn, action, typed }: Props) {
  const { t } = reader
  return (
    <>
      <p>{t('signin.lost')}</p>
      <p>
        <a class="button" href={signIn} target="_blank" rel="noopener">
          {t('signin.lost_sign_in')}
        </a>
      </p>
      <form method="post" action={action}>
        {typed.map((field) => (
          <Kept reader={reader} {...field} />
        ))}
        <small class="hint">{t('signin.lost_files')}</small>
        <Button tone="act">{t('signin.lost_again')}</Button>
      </form>
    </>
  )
}

/** Where somebody writes at length is the field that has a name of its own on every page. */
const written = ['body', 'instruction', 'question', 'answer', 'signature']

function Kept({ reader, name, value }: { reader: Reader; name: string; value: string }) {
  if (!written.includes(name)) return <input type="hidden" name={name} value={value} />
  return (
    <div class="field">
      <label for={`kept-${name}`}>{reader.t('signin.lost_field')}</label>
      <textarea id={`kept-${name}`} name={name} rows={8}>
        {value}
      </textarea>
    </div>
  )
}

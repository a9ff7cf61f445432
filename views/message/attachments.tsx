import { Icon } from '../icons.tsx'
import { sizeInWords } from '../parts.tsx'
import type { Reader } from '../reader.ts'

/** `size` in bytes. */
export type AttachmentView = { id: number; filename: string; size: number }

export function Attachments({
  reader,
  attachments,
}: {
  reader: Reader
  attachments: readonly AttachmentView[]
}) {
  if (attachments.length === 0) return null
  return (
    <ul class="files" aria-label={reader.t('message.attachments')}>
      {attachments.map((file) => (
        <li>
          <a href={`/attachments/${file.id}`} download hx-boost="false">
            <Icon name="attachment" />
            <span>{file.filename || reader.t('message.no_name')}</span>
            <small>{sizeInWords(file.size)}</small>
          </a>
        </li>
      ))}
    </ul>
  )
}

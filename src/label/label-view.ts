import type { LabelAttempt, ThreadLabelsProps } from '../../views/label/thread-labels.tsx'
import type { Key } from '../../views/locales/index.ts'
import type { Reader } from '../../views/reader.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import type { Thread } from '../thread/thread.store.ts'
import { labelsInSight, labelsOfCustomers, labelsOfThreads, maySeeLabel } from './label.store.ts'
import { foldLabelName, isForMailbox, type Label, type NameRefusal } from './label.ts'

/** The labels of a thread, and what can be put on beside them. */
export async function threadLabelsInView(
  db: Db,
  viewer: Viewer,
  thread: Pick<Thread, 'id' | 'mailbox_id'>,
  attempt: LabelAttempt | null,
): Promise<ThreadLabelsProps> {
  const labels = (await labelsOfThreads(db, [thread.id])).get(thread.id) ?? []
  const all = await labelsInSight(db, viewer, 'thread')
  return {
    labels,
    choices: withoutThose(
      all.filter((label) => isForMailbox(label, thread.mailbox_id)),
      labels,
    ),
    attempt,
  }
}

/** The labels of a customer, as far as the viewer may see them, and what can be put on beside them. */
export async function customerLabelsInView(
  db: Db,
  viewer: Viewer,
  customerId: number,
  attempt: LabelAttempt | null,
): Promise<ThreadLabelsProps> {
  const all = (await labelsOfCustomers(db, [customerId])).get(customerId) ?? []
  const labels = all.filter((label) => maySeeLabel(viewer, label))
  return { labels, choices: withoutThose(await labelsInSight(db, viewer, 'customer'), labels), attempt }
}

/** What is said of a name that no label has: those that begin so, or else that it can be made. */
export function unknownName(
  reader: Reader,
  typed: string,
  choices: readonly Label[],
  mayCreate: boolean,
): LabelAttempt {
  const key = foldLabelName(typed)
  const near = choices.filter(({ name }) => foldLabelName(name).startsWith(key)).slice(0, 5)
  const words = near.length > 0 ? 'did_you_mean' : mayCreate ? 'not_yet' : 'not_yet_ask'
  return { typed, error: reader.t(`label.${words}`, { name: typed }), mayCreate, near }
}

/** Why a name is none, in words. */
export const nameProblems: Record<NameRefusal, Key> = {
  empty: 'label.empty',
  'too-long': 'label.too_long',
  separator: 'label.separator',
}

function withoutThose(choices: readonly Label[], labels: readonly Label[]): Label[] {
  return choices.filter(({ id }) => !labels.some((label) => label.id === id))
}

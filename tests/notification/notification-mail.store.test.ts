import assert from 'node:assert/strict'
import { test } from 'node:test'
import { threadOfMessageId } from '../../src/mail/message-id.ts'
import { parseMail } from '../../src/mail/mime.ts'
import { openSmtp } from '../../src/mail/smtp.ts'
import { sendDueNotifications } from '../../src/notification/send-due-notifications.ts'
import { askPolicy } from '../../src/policy/ask-policy.ts'
import { setPolicy } from '../../src/policy/set-policy.ts'
import { assignThread } from '../../src/thread/assign-thread.ts'
import { eachDatabase } from '../support/databases.ts'
import { startSmtpSink } from '../support/smtp-sink.ts'
import { addThread, MINUTE, openDesk, recordingTransport, START } from './desk.ts'

eachDatabase((_name, open) => {
  test('a mail that went out by SMTP tells every responder to be silent', async () => {
    await using sink = await startSmtpSink()
    const desk = await openDesk(await open())
    await desk.mention('@佐藤 恵 ご確認ください。')
    const way = openSmtp({ host: sink.host, port: sink.port, tls: 'none', login: null })
    const total = await sendDueNotifications(desk.db, desk.sender(way.send))

    assert.deepEqual(total, { mailed: 1, failed: 0, needless: 0 })
    const [mail] = sink.mails
    assert.deepEqual(mail?.envelope, { from: 'notify@minato.example', to: ['sato@minato.example'] })
    assert.equal(mail?.headers.get('auto-submitted'), 'auto-generated')
    assert.equal(mail?.headers.get('x-auto-response-suppress'), 'All')
    assert.equal((await parseMail(mail?.raw ?? new Uint8Array())).autoSubmitted, 'auto-generated')
  })

  test('an answer to a notification finds no thread by its Message-ID', async () => {
    const desk = await openDesk(await open())
    await desk.mention('@佐藤 恵 ご確認ください。')
    const way = recordingTransport()
    const sender = desk.sender(way.send)
    await sendDueNotifications(desk.db, sender)
    const mail = await parseMail(way.sent[0]?.raw ?? new Uint8Array())
    for (const id of [mail.messageId ?? '', ...mail.references]) {
      assert.match(id, /@minato\.example$/)
      assert.equal(threadOfMessageId(id, sender.secret), null)
    }
  })

  test('a request for a policy arrives in the language and zone of whoever is asked', async () => {
    const desk = await openDesk(await open())
    const asked = await askPolicy(
      desk.db,
      await desk.viewer(desk.people.agent),
      { threadId: desk.threadId, of: desk.people.englishSupervisor, body: '代替機を出してよいですか。' },
      desk.clock.now,
    )
    assert.ok('commentId' in asked)
    const way = recordingTransport()
    await sendDueNotifications(desk.db, desk.sender(way.send))

    assert.deepEqual(way.sent[0]?.to, ['emma@minato.example'])
    const mail = await parseMail(way.sent[0]?.raw ?? new Uint8Array())
    assert.equal(mail.subject, '[Policy asked] 複合機の納期遅れについて')
    assert.deepEqual(mail.from, { name: '伊藤 美咲 (hoshin)', address: 'notify@minato.example' })
    assert.match(mail.text, /伊藤 美咲 asks you for a policy/)
    assert.match(mail.text, /@Emma Clarke 代替機を出してよいですか。/)
    assert.match(mail.text, /20 November 2026 at 05:30/)
    const links = mail.text.match(/https?:\S+/g)
    assert.deepEqual(links, [
      `https://support.minato.example/threads/${desk.threadId}?comment=${asked.commentId}#comment-${asked.commentId}`,
    ])
  })

  test('a mention carries the comment and what is new in the customer’s mail', async () => {
    const desk = await openDesk(await open())
    await desk.mention('@佐藤 恵 ご確認ください。')
    const way = recordingTransport()
    await sendDueNotifications(desk.db, desk.sender(way.send))
    const mail = await parseMail(way.sent[0]?.raw ?? new Uint8Array())
    assert.match(mail.text, /@佐藤 恵 ご確認ください。/)
    assert.match(mail.text, /> 先週も同じお問い合わせをいたしました。/)
    assert.doesNotMatch(mail.text, /前回の回答です/)
  })

  test('a policy arrives with its instruction, its time and who may reply', async () => {
    const desk = await openDesk(await open())
    const agent = await desk.viewer(desk.people.agent)
    await assignThread(desk.db, agent, { threadId: desk.threadId, to: desk.people.agent }, START)
    await setPolicy(
      desk.db,
      await desk.viewer(desk.people.supervisor),
      {
        threadId: desk.threadId,
        instruction: '代替機を明日午前に手配する。',
        dueAt: START + 150 * MINUTE,
        replyBy: 'assignee',
        needsApproval: true,
        returnWhen: '値引きを求められたら',
        replaces: 0,
      },
      START,
    )
    const way = recordingTransport()
    await sendDueNotifications(desk.db, desk.sender(way.send))
    assert.deepEqual(way.sent[0]?.to, ['ito@minato.example'])
    const mail = await parseMail(way.sent[0]?.raw ?? new Uint8Array())
    assert.match(mail.text, /代替機を明日午前に手配する。/)
    assert.match(mail.text, /期限: 2026年11月20日\(金\) 17:00\n返信できる人: 担当者のみ/)
    assert.match(mail.text, /承認: 返信の前に承認が必要\n戻す条件: 値引きを求められたら/)
  })

  test('mails of several kinds on one thread share an ancestor, those of another thread do not', async () => {
    const desk = await openDesk(await open())
    const { agent, supervisor } = desk.people
    const other = await addThread(desk.db, desk.mailboxId, {
      subject: '複合機の納期遅れについて',
      customer: { name: '渡辺 恵子', address: 'keiko@shop.example' },
      text: '請求金額が契約と異なります。',
    })
    await desk.mention('@佐藤 恵 ご確認ください。')
    for (const threadId of [desk.threadId, other]) {
      await assignThread(desk.db, await desk.viewer(agent), { threadId, to: supervisor }, START)
    }
    const way = recordingTransport()
    await sendDueNotifications(desk.db, desk.sender(way.send))
    const [called, assigned, elsewhere] = await Promise.all(way.sent.map(({ raw }) => parseMail(raw)))
    assert.equal(called?.references.length, 1)
    assert.equal(called?.inReplyTo, called?.references[0])
    assert.deepEqual(assigned?.references, called?.references)
    assert.notDeepEqual(elsewhere?.references, called?.references)
    assert.equal(new Set([called, assigned, elsewhere].map((mail) => mail?.messageId)).size, 3)
  })

  test('a line break in a customer’s subject adds no header', async () => {
    const desk = await openDesk(await open())
    await desk.db
      .updateTable('threads')
      .set({ subject: 'Hello\r\nBcc: victim@elsewhere.example' })
      .where('id', '=', desk.threadId)
      .execute()
    await desk.mention('@佐藤 恵 ご確認ください。')
    const way = recordingTransport()
    await sendDueNotifications(desk.db, desk.sender(way.send))
    const mail = await parseMail(way.sent[0]?.raw ?? new Uint8Array())
    assert.deepEqual(mail.bcc, [])
    assert.equal(mail.subject, '[メンション] Hello Bcc: victim@elsewhere.example')
  })
})

import { customers, person } from '../customers.ts'
import { accept, answer, escalate, judge, phoned } from '../escalation-steps.ts'
import { pdfFile } from '../samples/files.ts'
import { acknowledge, again, askPolicy, close, mail, note, policy, reply, take } from '../steps.ts'
import type { DemoThread } from '../story.ts'

const { oliver, hannah } = customers
const marcus = person('Marcus Webb', 'mwebb@webb-fitness.example')

/** Customers who write to the international desk about money. */
export const internationalMoney: DemoThread[] = [
  {
    key: 'wrong-vat',
    mailbox: 'international',
    language: 'en',
    status: 'in_progress',
    assignee: 'emma',
    story: [
      mail(
        '3d 18:20',
        oliver,
        'Invoice E-1107 — wrong VAT number',
        `
        Hello,

        Our accountant has rejected invoice E-1107 because it carries our old VAT number.
        The right one is GB 000 1234 56 (we sent it weeks ago, see your ticket about the address change).
        Could you reissue it before our month end on Friday?

        Kind regards,
        Oliver Grant
        Grant & Co.`,
        { program: 'outlook', zone: '+0000' },
      ),
      take('emma', '3d 18:35'),
      askPolicy(
        'emma',
        'sato',
        '3d 18:44',
        '@佐藤 恵 The invoice is already booked in Tokyo. May I promise a credit note and a new invoice before Friday?',
      ),
      policy(
        'sato',
        '2d 10:05',
        'Issue a credit note and a corrected invoice with the same due date. Promise Thursday, not earlier. Check last month’s as well.',
        {
          due: 2880,
          returnWhen: 'he asks for a late-payment waiver',
        },
      ),
      acknowledge('emma', '2d 18:02'),
      reply(
        'emma',
        '2d 18:20',
        `
        Hello Oliver,

        Thank you for spotting this, and I'm sorry about the extra work for your accountant.
        You will have a credit note and a corrected invoice by Thursday. The due date stays the same.`,
      ),
      again(
        '1d 17:10',
        oliver,
        `
        Thanks for the quick answer. Could you also resend last month’s? I think it has the same mistake.

        Oliver`,
        { program: 'outlook', quotes: true, zone: '+0000' },
      ),
    ],
  },
  {
    key: 'refund-chargeback',
    mailbox: 'international',
    language: 'en',
    status: 'in_progress',
    assignee: 'emma',
    story: [
      mail(
        '2d 18:15',
        marcus,
        'THIRD request for a refund',
        `
        I cancelled on the 2nd of last month and you have charged my card twice since then. This is the third time I am writing.

        I want both payments back and I want to speak to whoever is in charge. If I don't hear from a manager
        by tomorrow I will dispute the charges with my bank and leave a review that other gyms will read.

        Marcus Webb`,
        { program: 'iphone', zone: '+0000' },
      ),
      take('emma', '2d 18:30'),
      note(
        'emma',
        '2d 18:36',
        'His cancellation is in our records (2nd of last month, 14:02). The two earlier mails went to the old address.',
        0,
      ),
      escalate(
        'emma',
        '2d 18:41',
        {
          what: 'He cancelled on the 2nd of last month and was charged twice since. He wants both payments back and an answer from whoever is in charge.',
          why: 'The cancellation was recorded, but the two earlier mails went to the old address and nobody stopped the charges.',
          tried: 'Nothing has been promised yet.',
          options: [
            'Refund both months today',
            'Refund both and add a month for free',
            'Refund the second charge only',
          ],
          wanted: 'May I refund both months now, and who writes to him?',
        },
        { urgency: 3, impact: 2 },
      ),
      accept('suzuki', '2d 18:55'),
      policy(
        'suzuki',
        '2d 19:20',
        'Refund both months today, in full, without conditions. The section head writes the apology; Emma sends the bank details. No voucher, no discount.',
        {
          due: 1440,
          needsApproval: true,
          returnWhen: 'the bank opens a dispute anyway',
        },
      ),
      reply(
        'suzuki',
        '1d 10:10',
        `
        Dear Mr Webb,

        I am the section head responsible for customer support. You cancelled on the 2nd of last month, and we should not have
        charged you after that. Both payments are being refunded today; your bank may need three working days.
        I am sorry that you had to write three times.`,
      ),
      again(171, marcus, "OK. I'll wait until the money is actually there. One of the two has arrived.", {
        program: 'iphone',
        quotes: true,
        zone: '+0000',
      }),
    ],
  },
  {
    key: 'charity-discount',
    mailbox: 'international',
    language: 'en',
    status: 'in_progress',
    assignee: 'emma',
    story: [
      mail(
        '1d 17:05',
        hannah,
        'Charity discount for the membership cards?',
        `
        Hi there,

        We run a small community gallery (registered charity) and love the membership cards.
        The renewal quote is 30% higher than last year, which our trustees won't sign off.
        Is there a charity price, or could we pay in two instalments?

        Hannah Brooks`,
        { zone: '+0000' },
      ),
      take('emma', 240),
      escalate(
        'emma',
        41,
        {
          what: 'A registered charity is quoted 30% more than last year and cannot sign it off. There is no charity price in the list.',
          why: 'The old price was given by a colleague who has left; nobody wrote down for how long.',
          tried: 'Looked for an earlier agreement in the record. Nothing has been offered yet.',
          options: [
            'Two instalments at the new price',
            'Last year’s price for one more year',
            'No exception',
          ],
          wanted: 'May I offer two instalments, or last year’s price for one more year?',
        },
        { wantedIn: 200 },
      ),
      phoned('emma', 29, 'left_message', 'Asked his voicemail to call back.'),
    ],
  },
  {
    key: 'vat-invoice-past',
    mailbox: 'international',
    language: 'en',
    status: 'done',
    assignee: 'emma',
    story: [
      mail(
        '26d 18:10',
        oliver,
        'Change of registered address',
        'Hello, our registered address changes on the first of the month. The certificate is attached.',
        {
          program: 'outlook',
          zone: '+0000',
          attachments: [
            pdfFile('Certificate of address.pdf', [
              'Grant & Co.',
              'Registered address from the first of the month',
            ]),
          ],
        },
      ),
      take('emma', '26d 18:25'),
      escalate(
        'emma',
        '26d 18:27',
        {
          what: 'Grant & Co. change their registered address on the first of the month and sent a certificate.',
          wanted: 'Is the certificate enough for the invoices, or do we need a new contract?',
        },
        { as: 'question' },
      ),
      accept('tanaka', '26d 18:31'),
      answer(
        'tanaka',
        '26d 18:36',
        'The certificate is enough. Change it in the customer master too, so that renewals follow.',
      ),
      close(
        'emma',
        '26d 18:40',
        'Hello Oliver,\n\nThank you. All invoices from next month on will show the new address.',
      ),
      judge('emma', '26d 18:42', 'followed'),
    ],
  },
  {
    key: 'fake-invoice',
    mailbox: 'international',
    language: 'en',
    status: 'new',
    story: [
      mail(
        216,
        person('Accounts Payable', 'billing@secure-docs-portal.example.net'),
        'Overdue: 2 unpaid documents awaiting signature',
        'Dear hello,\n\nTwo documents are overdue and will be sent to collections today. Review and sign here: https://secure-docs-portal.example.net/s/9f2c\n\nThis link expires in 3 hours.',
        {
          headers: { 'Authentication-Results': 'mx.minato.example; spf=softfail; dkim=fail' },
          zone: '-0500',
        },
      ),
    ],
  },
]

import { customers, person } from '../customers.ts'
import { reportAfterwards } from '../escalation-steps.ts'
import { xlsxFile } from '../samples/files.ts'
import { again, close, mail, note, reply, take, wait, waitAnswer } from '../steps.ts'
import type { DemoThread } from '../story.ts'

const { daniel, hannah } = customers
const fiona = person('Fiona MacLeod', 'fiona@harbour-inn.example')
const lena = person('Lena Fischer', 'lena.fischer@fischer-praxis.example')
const tom = person('Tom Hadley', 'tom.hadley@hadley-print.example')

/** Customers who write to the international desk about machines, contracts and their data. */
export const international: DemoThread[] = [
  {
    key: 'label-printer-customs',
    mailbox: 'international',
    language: 'en',
    status: 'awaiting_dept',
    assignee: 'emma',
    story: [
      mail(
        '2d 19:05',
        daniel,
        'Label printer held at customs in Hamburg',
        `
        Dear Minato team,

        the label printer from order MN-E-448 has been with German customs since last Tuesday.
        They ask for a commercial invoice with the tariff code and the country of origin of the battery.
        Storage costs 14 euro a day. Could you send the document directly to the agent?

        Best regards
        Daniel Weiss`,
        { program: 'thunderbird', zone: '+0100' },
      ),
      take('emma', '2d 19:20'),
      wait(
        'emma',
        '2d 19:26',
        'logistics',
        'MN-E-448: customs in Hamburg needs a commercial invoice with tariff code and battery origin. Can you send it to the agent today?',
        2880,
      ),
      reply(
        'emma',
        '2d 19:40',
        'Dear Daniel,\n\nThank you for the details. Our shipping team is preparing the document. I will confirm as soon as it has gone to the agent.',
      ),
      note('kurata', '1d 11:20', 'The battery certificate is at the maker. I expect it tomorrow morning.'),
    ],
  },
  {
    key: 'quote-40-seats',
    mailbox: 'international',
    language: 'en',
    status: 'in_progress',
    assignee: 'takahashi',
    story: [
      mail(
        '4d 18:30',
        daniel,
        'Quote for 40 users of the inventory system',
        `
        Dear Minato team,

        we plan to move our second warehouse to your inventory system: 40 users, about 12,000 articles.
        The list of modules is attached. Please quote for one and for three years.

        Daniel Weiss`,
        {
          program: 'thunderbird',
          zone: '+0100',
          attachments: [
            xlsxFile('modules.xlsx', [
              ['Module', 'Needed'],
              ['Barcode', 'yes'],
              ['Batches', 'yes'],
              ['Forecast', 'later'],
            ]),
          ],
        },
      ),
      take('takahashi', '3d 09:40'),
      reply(
        'takahashi',
        '3d 10:20',
        'Dear Daniel,\n\nThank you for the list. You will have both quotes by the end of this week. May I ask how many handheld scanners you use?',
      ),
      again('2d 18:45', daniel, 'Fourteen, all Android. Two more are planned for spring.', {
        program: 'thunderbird',
        quotes: true,
        zone: '+0100',
      }),
    ],
  },
  {
    key: 'gdpr-erasure',
    mailbox: 'international',
    language: 'en',
    status: 'awaiting_dept',
    assignee: 'emma',
    story: [
      mail(
        '4d 19:10',
        lena,
        'Erasure request under Art. 17 GDPR',
        `
        Dear Sir or Madam,

        I was a patient of a practice that used your booking site until two years ago. Please erase all personal data
        concerning me and confirm this within one month. My date of birth is available on request.

        Lena Fischer`,
        { zone: '+0100' },
      ),
      take('emma', '4d 19:25'),
      wait(
        'emma',
        '4d 19:30',
        'legal',
        'Erasure request from a former patient in Germany. The practice is the controller. Do we forward it, and what may I tell her?',
        7200,
      ),
      reply(
        'emma',
        '4d 19:45',
        'Dear Ms Fischer,\n\nThank you for your request, which we received today. We are checking which practice is responsible and will write to you within the month.',
      ),
    ],
  },
  {
    key: 'wrong-colour',
    mailbox: 'international',
    language: 'en',
    status: 'done',
    assignee: 'emma',
    story: [
      mail(
        '12d 18:00',
        hannah,
        'Card printer arrived in black, we ordered white',
        'Hi, the card printer arrived today but it is black. It stands on our front desk, so the colour matters. Can we swap it?',
        { program: 'iphone', zone: '+0000' },
      ),
      take('emma', '12d 18:12'),
      wait(
        'emma',
        '12d 18:15',
        'logistics',
        'MN-E-431: black sent instead of white. Swap possible this week?',
        1440,
      ),
      waitAnswer(
        'kurata',
        '11d 10:30',
        'Yes. White one leaves on Thursday, the courier takes the black one along.',
      ),
      reply(
        'emma',
        '11d 18:05',
        'Hi Hannah,\n\nA white one arrives on Thursday. Please hand the black one to the same courier; there is nothing to print or pay.',
      ),
      again('9d 19:00', hannah, 'Swapped this morning. Painless, thank you!', {
        program: 'iphone',
        quotes: true,
        zone: '+0000',
      }),
      close('emma', '9d 19:10', 'Hi Hannah,\n\nLovely to hear. Enjoy the new printer!'),
      reportAfterwards('emma', '9d 19:25', {
        what: 'Order MN-E-431 went out in black instead of white. The white one was sent before the black one had come back.',
        why: 'Both colours lie on one shelf and differ in one letter of the part number.',
        how: 'The courier swapped them at the door. Logistics will label the shelf.',
      }),
    ],
  },
  {
    key: 'print-shop-praise',
    mailbox: 'international',
    language: 'en',
    status: 'done',
    assignee: 'emma',
    story: [
      mail(
        '6d 18:50',
        tom,
        'Just to say thank you',
        `
        Emma,

        you stayed on the phone with me for fifty minutes on a Friday while I had ink up to my elbows.
        The wedding invitations went out on time. Thank you, genuinely.

        Tom`,
        { zone: '+0000' },
      ),
      take('emma', '5d 17:40'),
      close('emma', '5d 17:45', "Hi Tom,\n\nYou've made my week. I hope the couple liked them!"),
    ],
  },
  {
    key: 'inn-cancellation',
    mailbox: 'international',
    language: 'en',
    status: 'new',
    story: [
      mail(
        353,
        fiona,
        'Closing for the winter, can we pause the booking site?',
        `
        Good morning,

        the inn closes from next month until spring. Last year we cancelled and signed up again, which lost us all
        the guest notes. Is there a way to pause and pay less in the meantime?

        Fiona MacLeod
        The Harbour Inn`,
        { program: 'outlook', zone: '+0000' },
      ),
    ],
  },
]

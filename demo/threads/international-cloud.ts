import { customers, person } from '../customers.ts'
import { errorScreenshot } from '../samples/files.ts'
import { again, close, mail, note, reply, take, wait } from '../steps.ts'
import type { DemoThread } from '../story.ts'

const { priya, jose, daniel } = customers
const grace = person('Grace Lindqvist', 'grace@lindqvist-stores.example')
const sam = person('Sam Okafor', 'sam.okafor@okafor-tutors.example')
const procurement = person('Procurement, Northfield Council', 'procurement@northfield.example')
const ben = person('Ben Carter', 'ben@carter-cycles.example')

/** Customers who write to the international desk about the booking site and the inventory system. */
export const internationalCloud: DemoThread[] = [
  {
    key: 'booking-down-en',
    mailbox: 'international',
    language: 'en',
    status: 'in_progress',
    assignee: 'takahashi',
    story: [
      mail(
        156,
        priya,
        'Booking site down since this morning',
        `
        Hi,

        nobody can book our evening classes, and the admin page says E-2041. We have tried two browsers and a phone.
        We normally take 60% of the week's bookings on this day, so please tell me when it will be back.

        Priya
        Lotus Yoga`,
        { attachments: [errorScreenshot('admin-page.png', 'E-2041', 'LOGIN FAILED')], zone: '+0530' },
      ),
      take('takahashi', 144),
      note(
        'takahashi',
        141,
        '@大野 翔 Same code as the Japanese customers. Is the region in Mumbai affected as well?',
        0,
      ),
      reply(
        'takahashi',
        128,
        'Hi Priya,\n\nI am sorry. Signing in to the booking site is failing for many customers this morning. Our engineers are switching to the second server and expect it back around noon Tokyo time. I will write again then.',
      ),
      again(44, priya, 'Bookings work again for clients, but I still cannot get into the admin page.', {
        program: 'iphone',
        quotes: true,
        zone: '+0530',
      }),
    ],
  },
  {
    key: 'time-zone-bug',
    mailbox: 'international',
    language: 'en',
    status: 'awaiting_dept',
    assignee: 'emma',
    story: [
      mail(
        '6d 19:20',
        sam,
        'Lessons show one hour late since the clocks changed',
        `
        Hello,

        since the clocks went back, every lesson appears one hour late in the students' calendar, but not in mine.
        Three students have missed lessons. Reminders go out at the wrong time as well.

        Sam Okafor`,
        { zone: '+0000' },
      ),
      take('emma', '6d 19:35'),
      wait(
        'emma',
        '6d 19:40',
        'engineering',
        'Calendar links are one hour late for UK customers since the end of summer time. Is the offset stored instead of the zone?',
        2880,
      ),
      reply(
        'emma',
        '6d 19:55',
        'Hello Sam,\n\nThat must be embarrassing in front of your students, and I am sorry. Our engineers are looking into the calendar links. As a stopgap, the times on the booking page itself are right.',
      ),
      again('2d 18:05', sam, 'Any news? I am sending everyone the times by hand.', {
        quotes: true,
        zone: '+0000',
      }),
      note(
        'emma',
        '2d 18:12',
        '@技術部 This is past its due time. Could you give me one sentence for the customer?',
        2,
      ),
    ],
  },
  {
    key: 'two-factor-lost',
    mailbox: 'international',
    language: 'en',
    status: 'new',
    story: [
      mail(
        66,
        ben,
        'New phone, locked out of two-factor',
        'Hi, I dropped my phone in a canal and the codes went with it. The shop opens at ten and I need the stock list. What do you need from me to prove I am me?\n\nBen, Carter Cycles',
        { program: 'iphone', zone: '+0000' },
      ),
    ],
  },
  {
    key: 'shop-sync',
    mailbox: 'international',
    language: 'en',
    status: 'in_progress',
    assignee: 'emma',
    story: [
      mail(
        '3d 19:15',
        grace,
        'Stock sync sells things we do not have',
        `
        Hello Minato,

        on Saturday our web shop sold eleven lamps, but the inventory had two. The sync log says "ok" every five
        minutes. I have attached nothing because there is nothing to see, which is rather the point.

        Grace Lindqvist`,
        { zone: '+0100' },
      ),
      take('emma', '3d 19:30'),
      reply(
        'emma',
        '3d 19:50',
        'Hello Grace,\n\nThank you, that is a very clear description. Could you tell me the article number of the lamp, and whether it exists in two colours?',
      ),
      again('2d 19:40', grace, 'LMP-220, and yes: brass and black share the number. Is that it?', {
        quotes: true,
        zone: '+0100',
      }),
      note(
        'emma',
        '1d 17:15',
        '@技術部 Two variants under one article number: the sync adds them up. Known?',
        2,
      ),
    ],
  },
  {
    key: 'rate-limits',
    mailbox: 'international',
    language: 'en',
    status: 'done',
    assignee: 'emma',
    story: [
      mail(
        '15d 18:40',
        daniel,
        'API limits',
        'Dear team, what are the limits of the stock API? We would like to poll every ten seconds.',
        { program: 'thunderbird', zone: '+0100' },
      ),
      take('emma', '15d 18:55'),
      close(
        'emma',
        '15d 19:10',
        'Dear Daniel,\n\nSixty requests a minute and token. For ten-second updates the webhook is kinder to both of us; the guide is in your admin page under “Integrations”.',
      ),
    ],
  },
  {
    key: 'accessibility-statement',
    mailbox: 'international',
    language: 'en',
    status: 'new',
    story: [
      mail(
        288,
        procurement,
        'Accessibility conformance report for the booking site',
        `
        Dear supplier,

        before we can renew we need an accessibility conformance report (WCAG 2.2, level AA) for the public booking
        pages. Please send it, or tell us when one will be available, within two weeks.

        Procurement team
        Northfield Council`,
        { program: 'outlook', zone: '+0000' },
      ),
    ],
  },
  {
    key: 'menu-accents',
    mailbox: 'international',
    language: 'en',
    status: 'new',
    story: [
      mail(
        108,
        jose,
        'Accents missing in confirmation mails',
        `
        Hello,

        our café’s dishes lose their accents in the confirmation mails: “jalapeño” becomes “jalapeo” and
        “crème brûlée” becomes “crme brle”. On the page everything is fine.

        Thanks,
        José Álvarez`,
        { zone: '+0100' },
      ),
    ],
  },
  {
    key: 'staff-training',
    mailbox: 'international',
    language: 'en',
    status: 'done',
    assignee: 'emma',
    story: [
      mail(
        '18d 18:25',
        priya,
        'Training for two new people?',
        'Hi, two new receptionists start next week. Do you offer a short introduction to the booking site?',
        { zone: '+0530' },
      ),
      take('emma', '18d 18:40'),
      reply(
        'emma',
        '18d 18:50',
        'Hi Priya,\n\nWe do: 45 minutes by video, free for customers. Would Tuesday at 11:00 your time suit?',
      ),
      again('17d 17:30', priya, 'Perfect, see you on Tuesday.', { quotes: true, zone: '+0530' }),
      close(
        'emma',
        '14d 18:00',
        'Hi Priya,\n\nThank you for having me. The slides and a one-page crib sheet are on their way to you.',
      ),
    ],
  },
]

import type { Mailbox } from './mail/outline.ts'

/** Customers who write more than once, or whose threads stand in several files. */
export const customers = {
  yamaguchi: person('山口 花子', 'c033@shop.example.com'),
  watanabe: person('渡辺 恵子', 'watanabe@aozora-kensetsu.example'),
  kato: person('加藤 健一', 'kato@kato-salon.example'),
  yoshida: person('吉田 健一', 'k-yoshida@minamicho-kaikan.example'),
  nakamura: person('中村 大輔', 'd.nakamura@gym-forte.example'),
  matsumoto: person('松本 太郎', 'matsumoto@matsumoto-shokuhin.example'),
  hayashi: person('林 由美', 'hayashi@hayashi-zeirishi.example'),
  shimizu: person('清水 誠', 'm-shimizu@shimizu-kogyo.example'),
  morita: person('森田 さやか', 'morita@sakura-dc.example'),
  abe: person('阿部 和也', 'abe@abe-insatsu.example'),
  ikeda: person('池田 直美', 'ikeda.naomi@hotel-minagi.example'),
  okada: person('岡田 昌宏', 'okada@okada-unyu.example'),
  ishikawa: person('石川 綾', 'ishikawa@tsubame-pharmacy.example'),
  goto: person('後藤 義男', 'y.goto@goto-seiko.example'),
  hase: person('長谷 亜希子', 'hase@zakka-hase.example'),
  fujii: person('藤井 翼', 'fujii@fujii-books.example'),
  oliver: person('Oliver Grant', 'oliver@grant-and-co.example'),
  priya: person('Priya Raman', 'priya.raman@lotus-yoga.example'),
  daniel: person('Daniel Weiss', 'd.weiss@weiss-logistik.example'),
  hannah: person('Hannah Brooks', 'hannah@brooks-gallery.example'),
  jose: person('José Álvarez', 'jose.alvarez@casa-alvarez.example'),
} satisfies Record<string, Mailbox>

/** Somebody who writes from outside. */
export function person(name: string, address: string): Mailbox {
  return { name, address }
}

// The server of the shop: plain Node, a journal on the disk, and what any maker may use of the city: the merchants' API by an
// unmodified client, the platform API, and signed news from both.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import { idOf, openCity } from './lib/city.mjs'
import { answering, no, textOf } from './lib/http.mjs'
import { openOrders } from './lib/orders.mjs'
import { openPay } from './lib/pay.mjs'
import { goRounds } from './lib/rounds.mjs'
import { addressOf, giftOf, isPaid, PAY_WITHIN_MS, priced } from './lib/rules.mjs'
import { isSame, openSessions } from './lib/sessions.mjs'
import { openStore } from './lib/store.mjs'
import { languageOf, say, shortOf } from './lib/words.mjs'

const { PORT, DATA, PLAZA_API, APP_ID, APP_SECRET, ORIGIN } = process.env
const ORDERS_SHOWN_MAX = 50
const OPEN_ORDERS_MAX = 5
const REASON_MAX = 60

const shelf = JSON.parse(readFileSync(new URL('goods.json', import.meta.url), 'utf8'))
const goods = new Map(shelf.goods.map(good => [good.id, good]))
/** Made when the shop opened its account in the city; nobody else reads it. */
const merchant = JSON.parse(readFileSync(path.join(DATA, 'merchant.json'), 'utf8'))

const store = openStore(DATA)
const sessions = openSessions(DATA)
const pay = openPay({ api: PLAZA_API, appId: APP_ID, origin: ORIGIN, merchant })
const city = openCity({ api: PLAZA_API, appId: APP_ID, appSecret: APP_SECRET, secret: merchant.webhookSecret })
const orders = openOrders({ store, pay, city })

const left = (good, variant) => {
  const stock = goods.get(good)?.variants.find(one => one.id === variant)?.stock ?? 0
  return Math.max(0, stock - store.held(good, variant))
}

/** An order of whoever asks; anybody else's is as unknown as one that never was. */
function mine({ request, id }) {
  const order = store.orders.get(id)
  if (order?.by !== sessions.who(request)) throw no(404, 'not_found')
  return order
}

/** As its citizen sees it. */
function shown({ no, at, until, state, lines, total, address, history, gift, back }) {
  const worth = isPaid({ state }) ? { giftOffer: gift ? gift.amount : giftOf({ total }) } : {}
  const given = gift && {
    amount: gift.amount,
    state: gift.state,
    mchId: pay.mchid,
    appId: APP_ID,
    package: gift.package,
  }
  return { no, short: shortOf(no), at, until, state, lines, total, address, history, back, ...worth, gift: given }
}

const after = (work, order) => work.then(() => shown(order))

function place({ request, body }) {
  const by = sessions.who(request)
  const number = textOf(body.no, 24)
  if (!/^[0-9a-f]{24}$/.test(number)) throw no(400, 'bad_input')
  const known = store.orders.get(number)
  if (known && known.by !== by) throw no(409, 'taken')
  if (known) return shown(known)
  if (store.of(by).filter(order => order.state === 'open').length >= OPEN_ORDERS_MAX) throw no(409, 'too_many')
  const { lines, total } = priced(body, { goods, left })
  const at = Date.now()
  const [address, language] = [addressOf(body.address), languageOf(body.language)]
  orders.place({ no: number, by, lines, total, address, language, at, until: at + PAY_WITHIN_MS })
  return shown(store.orders.get(number))
}

/** Only with the key of the shop's own desk. */
function atDesk({ request, id }) {
  const given = (request.headers.authorization ?? '').replace(/^Bearer /, '')
  if (!isSame(given, merchant.deskKey)) throw no(401, 'log_in')
  const order = store.orders.get(id)
  if (!order) throw no(404, 'not_found')
  return order
}

/** Answers whoever wrote in the customer chat: how their last order stands, and a card that leads to it. */
async function cityNews(call) {
  const { id, type, data } = city.news(call)
  if (type !== 'message.text') return {}
  const { openid } = data
  const order = store.of(openid)[0]
  const state = order && say(order.language, order.state)
  const no = order && shortOf(order.no)
  const text = order ? say(order.language, 'about', { no, state }) : say('en', 'none')
  await city.message({ id: idOf('answer', id), openid, said: { type: 'text', text } })
  if (order) {
    const said = { type: 'page', title: say(order.language, 'order', { no }), page: `pages/order/order?no=${order.no}` }
    await city.message({ id: idOf('card', id), openid, said })
  }
  return {}
}

async function payNews(call) {
  const heard = await pay.news(call)
  const order = store.orders.get(heard.told.out_trade_no)
  if (order) await orders.heard(order, heard)
  return { code: 'SUCCESS' }
}

const routes = {
  'POST /login': async ({ body }) => ({ session: sessions.of((await city.session(body.code)).openid) }),
  'GET /goods': ({ query }) => shelfIn(languageOf(query.get('language'))),
  'POST /orders': place,
  'GET /orders': ({ request }) => ({ orders: store.of(sessions.who(request)).slice(0, ORDERS_SHOWN_MAX).map(shown) }),
  'GET /orders/:id': async call => {
    const order = mine(call)
    // A merchant's API that does not answer is no reason to hide the order.
    await Promise.all([orders.look(order), orders.lookAtGift(order)]).catch(() => {})
    return shown(order)
  },
  'POST /orders/:id/pay': call => orders.pay(mine(call)),
  'POST /orders/:id/gift': call => {
    const order = mine(call)
    return after(orders.gift(order), order)
  },
  'POST /orders/:id/back': call => {
    const order = mine(call)
    return after(orders.askBack(order, textOf(call.body.reason || '·', REASON_MAX)), order)
  },
  'POST /desk/:id': call => {
    const order = atDesk(call)
    return after(orders.step(order, call.body.state), order)
  },
  'POST /pay/news': payNews,
  'POST /city/news': cityNews,
}

/** The goods in a language, with what is left of each. */
function shelfIn(language) {
  const named = ({ id, names }) => ({ id, name: names[language] })
  return {
    currency: merchant.currency,
    categories: shelf.categories.map(named),
    goods: shelf.goods.map(good => ({
      ...named(good),
      about: good.abouts[language],
      words: Object.values(good.names).join(' ').toLowerCase(),
      category: good.category,
      variants: good.variants.map(kind => ({ ...named(kind), price: kind.price, left: left(good.id, kind.id) })),
    })),
  }
}

const rounds = goRounds({ store, orders, courierMs: merchant.courierMs })
const server = createServer(answering(routes)).listen(Number(PORT), '127.0.0.1', () => process.send?.({ ready: true }))
const stop = async () => {
  server.close()
  await rounds.stop()
  process.exit(0)
}
process.on('disconnect', () => void stop())
process.on('SIGTERM', () => void stop())

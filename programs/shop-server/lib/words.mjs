// What the shop says to people through the city, in their language.
const words = {
  en: {
    order: 'Order {no}',
    description: 'Harbour Bakery, order {no}',
    gift: 'Thank you, from the bakery',
    on_the_way: 'Our courier has it',
    delivered: 'It is at your door',
    refunded: 'The money is back in your wallet',
    none: 'This is the bakery’s automatic answer. We bake until 20:00 and read every message. You have no open order.',
    about: 'This is the bakery’s automatic answer. Your order {no}: {state}. A person reads this too, by 20:00.',
    open: 'waiting to be paid',
    paid: 'paid, we are packing it',
    packed: 'packed, waiting for the courier',
    refund_asked: 'you asked for the money back, we look at it today',
    closed: 'closed',
  },
  es: {
    order: 'Pedido {no}',
    description: 'Panadería del Puerto, pedido {no}',
    gift: 'Gracias, de la panadería',
    on_the_way: 'Lo lleva nuestro repartidor',
    delivered: 'Está en tu puerta',
    refunded: 'El dinero está de vuelta en tu monedero',
    none: 'Respuesta automática de la panadería. Horneamos hasta las 20:00 y leemos todo. No tienes pedidos abiertos.',
    about:
      'Respuesta automática de la panadería. Tu pedido {no}: {state}. También lo lee una persona, antes de las 20:00.',
    open: 'pendiente de pago',
    paid: 'pagado, lo estamos preparando',
    packed: 'preparado, espera al repartidor',
    refund_asked: 'has pedido la devolución, lo miramos hoy',
    closed: 'cerrado',
  },
  zh: {
    order: '订单 {no}',
    description: '港湾面包房 订单 {no}',
    gift: '面包房谢谢您',
    on_the_way: '骑手已取货',
    delivered: '已送到门口',
    refunded: '款项已退回您的钱包',
    none: '面包房自动回复：我们烤到 20:00，每条消息都会看。您没有进行中的订单。',
    about: '面包房自动回复：您的订单 {no}：{state}。店员也会在 20:00 前查看。',
    open: '待付款',
    paid: '已付款，正在打包',
    packed: '已打包，等待骑手',
    refund_asked: '已申请退款，今天内处理',
    closed: '已关闭',
  },
}

export const languageOf = given => (Object.hasOwn(words, given) ? given : 'en')

/** A sentence of the shop; `{no}` and the like are filled in. */
export const say = (language, key, filled = {}) =>
  words[languageOf(language)][key].replace(/\{(\w+)\}/g, (_, name) => String(filled[name] ?? ''))

/** The last letters of an order's number: what people say to each other. */
export const shortOf = no => no.slice(-6).toUpperCase()

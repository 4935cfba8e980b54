import type { City } from '@plaza/house'
import { orderEnded } from '../events.ts'
import { CLOSE_MAX } from '../limits.ts'
import { closeDue, closeTrade, type TradeRow } from './store.ts'
import { tellOrder } from './tell.ts'

/** Closes an order that nobody paid. Answers how it stands then: whoever paid in this moment was first, or too late. */
export async function closeOrder(city: City, trade: TradeRow): Promise<TradeRow['state']> {
  const after = await closeTrade(city.db, trade.id, city.clock.now(), 'CLOSED')
  if (after?.state === 'CLOSED' && trade.state !== 'CLOSED') {
    orderEnded(city, 'CLOSED')
    await tellOrder(city, trade.id)
  }
  return after?.state ?? trade.state
}

/** A chore: closes orders whose time is over. */
export async function closeDueOrders(city: City): Promise<void> {
  for (;;) {
    const closed = await closeDue(city.db, city.clock.now(), CLOSE_MAX)
    if (closed > 0) orderEnded(city, 'CLOSED', closed)
    if (closed < CLOSE_MAX) return
  }
}

import type { CardBody, ChatEvent } from '@plaza/contract'
import { lazy, Show, Suspense, type Component } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { textOf } from '../engine/rules.ts'
import { money } from '../engine/money.ts'
import { hasSentence, language, t, type Key } from '../i18n.ts'
import { store } from './state.ts'

/** How each kind of card is drawn, fetched with the first one that is seen. A card of a kind that is not here shows its words. */
const views: Record<string, () => Promise<{ default: Component<{ event: ChatEvent }> }>> = {
  transfer: () => import('../wallet/transfer-card.tsx'),
  envelope: () => import('../wallet/envelope-card.tsx'),
  request: () => import('../wallet/request-card.tsx'),
  split: () => import('../wallet/split-card.tsx'),
  split_reminder: () => import('../wallet/split-reminder-card.tsx'),
  family: () => import('../wallet/family-card.tsx'),
  bill: () => import('../wallet/bill-card.tsx'),
  program: () => import('../programs/program-card.tsx'),
  notice: () => import('../programs/notice-card.tsx'),
  call: () => import('../talk/call-card.tsx'),
}

const drawn = new Map<string, Component<{ event: ChatEvent }>>()

function viewOf(card: string): Component<{ event: ChatEvent }> | undefined {
  const load = views[card]
  if (!load) return undefined
  let view = drawn.get(card)
  if (!view) drawn.set(card, (view = lazy(load)))
  return view
}

export const isCard = (event: ChatEvent): boolean => event.k === 'card'

/** A card in one line: the sentence of its kind in the reader's language, else the words it brought. */
export function cardLine(event: ChatEvent): string {
  const { card, facts } = event.b as CardBody
  // What came and what went is said in other words.
  const how = facts?.['direction'] ?? (event.f !== store().myId && facts?.['why'])
  const key = [`card.${card}.${String(how)}`, `card.${card}`].find(hasSentence)
  if (key === undefined) return textOf(event)
  const values = plainFacts(facts)
  return t(key as Key, { ...values, wish: values['wish'] || t('envelope.wish') })
}

/** What sentences can be made of, amounts as people read them; the rest is for the card's own view. */
function plainFacts(facts: CardBody['facts'] = {}): Record<string, string | number> {
  const { currency } = facts
  const amount = facts['amount'] ?? facts['total'] ?? facts['monthMax']
  const priced = typeof amount === 'string' && typeof currency === 'string'
  const plain = Object.fromEntries(
    Object.entries(facts).filter((fact): fact is [string, string | number] =>
      ['string', 'number'].includes(typeof fact[1]),
    ),
  )
  return priced ? { ...plain, amount: money(amount, currency, language()) } : plain
}

/** A card in a bubble's place. */
export function Card(props: { event: ChatEvent }) {
  const words = () => <p class="card-words">{cardLine(props.event)}</p>
  return (
    <Show when={viewOf((props.event.b as CardBody).card)} fallback={words()}>
      {view => (
        <Suspense fallback={words()}>
          <Dynamic component={view()} event={props.event} />
        </Suspense>
      )}
    </Show>
  )
}

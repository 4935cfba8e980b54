import type { CardBody, ChatEvent } from '@plaza/contract'
import { createSignal, Show, type JSX } from 'solid-js'
import { Icon, type IconName } from '../ui/icon.tsx'
import { nameOf } from '../ui/names.ts'
import { store } from '../ui/state.ts'
import '../styles/money-cards.css'
import '../styles/wallet.css'

interface Face {
  kind: 'transfer' | 'request' | 'split' | 'family' | 'envelope'
  icon: IconName
  /** Nothing can be done about it any more. */
  over: boolean
  title: JSX.Element
  line: JSX.Element
  note?: string | undefined
  foot: string
  /** Between its words and its foot. */
  children?: JSX.Element
}

/** A card of money in a conversation: what it is worth, how it stands, and its kind at the foot. */
export const MoneyFace = (props: Face & { cover?: string; onClick: () => void }) => (
  <button
    type="button"
    class={`money-card ${props.kind}`}
    classList={{ over: props.over }}
    data-cover={props.cover}
    onClick={() => props.onClick()}
  >
    <span class="money-card-body">
      <Icon name={props.icon} />
      <span>
        <b>{props.title}</b>
        <span>{props.line}</span>
        <Show when={props.note}>
          <span class="money-note">{props.note}</span>
        </Show>
      </span>
    </span>
    {props.children}
    <span class="money-card-foot">{props.foot}</span>
  </button>
)

/** The card, and the sheet it opens. */
export function MoneyCard(props: Face & { cover?: string; sheet: (onClose: () => void) => JSX.Element }) {
  const [open, setOpen] = createSignal(false)
  return (
    <>
      <MoneyFace {...props} onClick={() => setOpen(true)} />
      <Show when={open()}>{props.sheet(() => setOpen(false))}</Show>
    </>
  )
}

/** What a card is about, and what it tells as it stands now. */
export function told<Facts>(props: { event: ChatEvent }) {
  const body = () => props.event.b as CardBody
  return { ref: () => body().ref, facts: () => body().facts as unknown as Facts }
}

/** The two people of a card, as I see them. */
export function sidesOf(facts: () => { readonly from: string; readonly to: string }) {
  const mine = () => facts().from === store().myId
  return {
    side: (): 'mine' | 'theirs' => (mine() ? 'mine' : 'theirs'),
    other: () => nameOf(mine() ? facts().to : facts().from),
  }
}

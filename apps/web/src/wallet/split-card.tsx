import type { ChatEvent } from '@plaza/contract'
import { For, Show } from 'solid-js'
import { listOf, t } from '../i18n.ts'
import { Avatar } from '../ui/avatar.tsx'
import { nameOf } from '../ui/names.ts'
import { store } from '../ui/state.ts'
import { MoneyCard, told } from './money-card.tsx'
import { calledHere } from './split-people.tsx'
import { SplitBar, SplitSheet, type SplitFacts } from './split-sheet.tsx'
import { inMoney } from './state.ts'
import '../styles/asks.css'

/** Faces on the card; the rest are on its sheet. */
const FACES_SHOWN = 6

/** A split bill in the group, with what came in so far, always as it stands. */
export default function SplitCard(props: { event: ChatEvent }) {
  const { ref, facts } = told<SplitFacts>(props)
  const payers = () => facts().shares.filter(share => share.state === 'paid')
  return (
    <MoneyCard
      kind="split"
      icon="group"
      over={facts().state !== 'open'}
      title={inMoney(facts().total, facts().currency)}
      line={lineFor(facts())}
      note={facts().note}
      foot={t('split.foot')}
      sheet={onClose => <SplitSheet id={ref()} facts={facts()} onClose={onClose} />}
    >
      <span class="split-card-progress">
        <SplitBar facts={facts()} />
        <Show when={payers().length > 0}>
          <span class="split-faces" aria-hidden="true">
            <For each={payers().slice(0, FACES_SHOWN)}>{share => <Avatar person={share.person} size="s" />}</For>
          </span>
          <span class="hidden-visually">
            {t('split.paid_by', { names: listOf(payers().map(share => calledHere(share.person))) })}
          </span>
        </Show>
      </span>
    </MoneyCard>
  )
}

/** What a split bill means to whoever reads it. */
function lineFor({ from, state, shares, currency }: SplitFacts): string {
  const me = store().myId
  if (from === me) {
    const open = shares.filter(share => share.state === 'open').length
    return state === 'open' ? t('split.card.collecting', { count: open }) : t(`split.${state}`)
  }
  const mine = shares.find(share => share.person === me)
  if (!mine) return state === 'open' ? t('split.collects', { name: nameOf(from) }) : t('split.card.over')
  return t(`split.card.${mine.state}`, { amount: inMoney(mine.amount, currency) })
}

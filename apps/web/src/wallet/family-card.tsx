import type { ChatEvent, Mandate } from '@plaza/contract'
import { onMount, Show } from 'solid-js'
import { t } from '../i18n.ts'
import { Button } from '../ui/controls.tsx'
import { nameOf } from '../ui/names.ts'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import { store } from '../ui/state.ts'
import { tried } from '../screens/open.ts'
import { endFamilyCard, familyCards, lookAtFamily } from './family-cards.ts'
import { FamilyUse } from './family.tsx'
import { MoneyCard, told } from './money-card.tsx'
import { inMoney } from './state.ts'
import '../styles/asks.css'

/** What of a family card does not change with every payment. */
type Facts = Omit<Mandate, 'id' | 'used'>

/** A family card in the conversation of its two people. */
export default function FamilyCard(props: { event: ChatEvent }) {
  const { ref, facts } = told<Facts>(props)
  return (
    <MoneyCard
      kind="family"
      icon="wallet"
      over={facts().state !== 'active'}
      title={t('family.month', { amount: inMoney(facts().monthMax, facts().currency) })}
      line={lineOf(facts())}
      note={facts().note}
      foot={t('family.foot')}
      sheet={onClose => <FamilySheet id={ref()} facts={facts()} onClose={onClose} />}
    />
  )
}

function lineOf({ state, from, to }: Facts): string {
  if (state === 'revoked') return t('family.ended')
  const mine = from === store().myId
  return t(mine ? 'family.active.mine' : 'family.active.theirs', { name: nameOf(mine ? to : from) })
}

function FamilySheet(props: { id: string; facts: Facts; onClose: () => void }) {
  let box!: HTMLDivElement
  const card = () => {
    const { given = [], had = [] } = familyCards() ?? {}
    return [...given, ...had].find(one => one.id === props.id)
  }
  onMount(() => void tried(lookAtFamily))
  const end = async () => {
    if (await endFamilyCard(props.id)) closestDialog(box)?.close()
  }
  return (
    <Sheet title={t('family.foot')} onClose={props.onClose}>
      <div class="pay" ref={box}>
        <p class="pay-to">{lineOf(props.facts)}</p>
        <p class="pay-amount">{inMoney(props.facts.monthMax, props.facts.currency)}</p>
        <p class="pay-balance">{props.facts.note}</p>
        <Show when={props.facts.state === 'active'}>
          <Show when={card()}>{known => <FamilyUse card={known()} />}</Show>
          <div class="sheet-actions">
            <Button kind="danger" onClick={() => void end()}>
              {t('family.end')}
            </Button>
          </div>
        </Show>
      </div>
    </Sheet>
  )
}

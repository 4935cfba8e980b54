import type { Mandate } from '@plaza/contract'
import { For, onMount, Show } from 'solid-js'
import { t } from '../i18n.ts'
import { push } from '../router.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Button, Empty, Group, Skeleton } from '../ui/controls.tsx'
import { nameOf } from '../ui/names.ts'
import { Page } from '../ui/page.tsx'
import { store } from '../ui/state.ts'
import { tried } from '../screens/open.ts'
import { endFamilyCard, familyCards, lookAtFamily } from './family-cards.ts'
import { inMoney } from './state.ts'
import '../styles/wallet.css'
import '../styles/asks.css'

/** The family cards that I gave and that I have. */
export function FamilyPage() {
  onMount(() => void tried(lookAtFamily))
  const active = (cards: Mandate[]) => cards.filter(card => card.state === 'active')
  const ended = () => {
    const { given = [], had = [] } = familyCards() ?? {}
    return [...given, ...had].filter(card => card.state === 'revoked')
  }
  const give = () => (
    <Button kind="primary" icon="plus" onClick={() => push('/me/wallet/family/new')}>
      {t('family.give')}
    </Button>
  )
  return (
    <Page title={t('family.title')}>
      <Show when={familyCards()} fallback={<Skeleton rows={3} />}>
        {cards => (
          <Show
            when={cards().given.length + cards().had.length > 0}
            fallback={
              <Empty icon="wallet" title={t('family.empty')} text={t('family.empty.text')}>
                {give()}
              </Empty>
            }
          >
            <Cards title={t('family.had')} cards={active(cards().had)} />
            <Cards title={t('family.given')} cards={active(cards().given)} />
            <Cards title={t('family.ended')} cards={ended()} />
            <div class="big-action">{give()}</div>
          </Show>
        )}
      </Show>
    </Page>
  )
}

const Cards = (props: { title: string; cards: Mandate[] }) => (
  <Show when={props.cards.length > 0}>
    <Group title={props.title}>
      <For each={props.cards}>{card => <FamilyCardRow card={card} />}</For>
    </Group>
  </Show>
)

function FamilyCardRow(props: { card: Mandate }) {
  const mine = () => props.card.from === store().myId
  const name = () => nameOf(mine() ? props.card.to : props.card.from)
  const active = () => props.card.state === 'active'
  return (
    <div class="cell family-row">
      <Avatar person={mine() ? props.card.to : props.card.from} />
      <span class="cell-text">
        <span class="cell-title">{name()}</span>
        <Show when={props.card.note}>
          <span class="cell-note">{props.card.note}</span>
        </Show>
        <Show
          when={active()}
          fallback={
            <span class="cell-note">
              {t('family.month', { amount: inMoney(props.card.monthMax, props.card.currency) })}
            </span>
          }
        >
          <FamilyUse card={props.card} />
        </Show>
      </span>
      <Show when={active()}>
        <button
          type="button"
          class="button plain small"
          aria-label={t('family.end.named', { name: name() })}
          onClick={() => void endFamilyCard(props.card.id)}
        >
          <span>{t('family.end')}</span>
        </button>
      </Show>
    </div>
  )
}

/** How much of the month's limit is used, as a bar and in words. */
export const FamilyUse = (props: { card: Mandate }) => {
  const percent = () => Number((BigInt(props.card.used) * 100n) / BigInt(props.card.monthMax))
  const amount = (minor: string) => inMoney(minor, props.card.currency)
  return (
    <span class="family-use">
      <span class="split-track" aria-hidden="true">
        <i style={{ 'inline-size': `${Math.min(100, percent())}%` }} />
      </span>
      <span>{t('family.used', { used: amount(props.card.used), max: amount(props.card.monthMax) })}</span>
    </span>
  )
}

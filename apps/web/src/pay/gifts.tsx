import type { Promotion } from '@plaza/contract'
import { createSignal, For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { Answer } from '../ui/answer.tsx'
import { Button, Empty } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { Page } from '../ui/page.tsx'
import { More, paged } from '../ui/paged.tsx'
import { lookAtWallet } from '../wallet/state.ts'
import { amountOf } from './parts.tsx'
import '../styles/gifts.css'

/** What shops and the city give away now, and my share of it. */
export function GiftsForMe() {
  const ask = async (before?: string) => {
    const page = await call('GET /promotions', before ? { before } : {})
    return { rows: page.promotions, more: page.more }
  }
  const first = load(
    () => 0,
    () => ask(),
  )
  const list = paged(first, ask)
  return (
    <Page title={t('gifts.mine')}>
      <Answer loaded={first} rows={3}>
        {() => (
          <Show
            when={list.rows().length > 0}
            fallback={<Empty icon="star" title={t('gifts.mine.none')} text={t('gifts.mine.none.text')} />}
          >
            <div class="gifts">
              <For each={list.rows()}>{one => <GiftCard gift={one} />}</For>
            </div>
            <More list={list} />
          </Show>
        )}
      </Answer>
    </Page>
  )
}

/** One of them. What it gave me stays on the card. */
function GiftCard(props: { gift: Promotion }) {
  const [now, setNow] = createSignal(props.gift)
  const [busy, setBusy] = createSignal(false)
  const sum = (minor: string) => amountOf(minor, now().currency)
  const left = () => now().state === 'open' && now().mine.length < now().perPerson
  const take = async () => {
    setBusy(true)
    const { id, perPerson, mine } = now()
    const number = perPerson > 1 ? { number: mine.length + 1 } : {}
    const taken = await tried(async () => setNow(await call('POST /promotions/:id/claim', { id, ...number })))
    if (taken) {
      navigator.vibrate?.([40, 60, 40])
      void lookAtWallet().catch(() => {})
    }
    setBusy(false)
  }
  return (
    <article class="gift">
      <header>
        <h2>{now().title}</h2>
        <span class="shop-state" data-state={left() ? 'SUCCESS' : ''}>
          {t(`gifts.for.${now().state}`)}
        </span>
      </header>
      <p>
        {now().min === now().max ? sum(now().min) : t('gifts.between', { min: sum(now().min), max: sum(now().max) })}
        {' · '}
        {t('gifts.ends', { date: fullTime(now().endsAt, language()) })}
      </p>
      <For each={now().mine}>
        {one => (
          <p role="status">
            <b>{t('gifts.got', { amount: sum(one.amount) })}</b>
          </p>
        )}
      </For>
      <Show when={left()}>
        <div>
          <Button kind="primary" icon="star" busy={busy()} onClick={() => void take()}>
            {t('gifts.take')}
          </Button>
        </div>
      </Show>
    </article>
  )
}

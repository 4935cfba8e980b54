import type { Merchant, MerchantPromotion } from '@plaza/contract'
import { createSignal, For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { Answer } from '../ui/answer.tsx'
import { Button, Empty } from '../ui/controls.tsx'
import { confirm } from '../ui/sheet.tsx'
import { amountOf } from '../pay/parts.tsx'
import { GiftSheet } from './gift-sheet.tsx'
import { DeskPage, loadOfShop } from './parts.tsx'
import { isOwner } from './state.ts'
import '../styles/gifts.css'

/** What a shop gives away of its takings to whoever comes, each within a budget. */
export function Gifts(props: { shop: Merchant }) {
  const [making, setMaking] = createSignal(false)
  const mayGive = () => isOwner(props.shop) && props.shop.verification === 'verified'
  const loaded = loadOfShop(
    () => props.shop.id,
    ({ id }) => call('GET /merchants/:id/promotions', { id }),
  )
  const end = async (one: MerchantPromotion) => {
    const sure = { title: t('gifts.end.sure'), text: t('gifts.end.text'), ok: t('gifts.end'), danger: true }
    if (!(await confirm(sure))) return
    const of = { id: props.shop.id, promotion: one.id }
    await tried(() => call('POST /merchants/:id/promotions/:promotion/end', of))
    await loaded.again()
  }
  return (
    <DeskPage shop={props.shop} title={t('gifts.title')}>
      <Answer loaded={loaded}>
        {data => (
          <>
            <Show
              when={data().promotions.length > 0}
              fallback={<Empty icon="star" title={t('gifts.none')} text={t('gifts.none.text')} />}
            >
              <div class="gifts">
                <For each={data().promotions}>
                  {one => <GiftCard one={one} owner={isOwner(props.shop)} onEnd={() => void end(one)} />}
                </For>
              </div>
            </Show>
            <Show when={isOwner(props.shop)}>
              <div class="big-action">
                <Button kind="primary" icon="star" disabled={!mayGive()} onClick={() => setMaking(true)}>
                  {t('gifts.new')}
                </Button>
              </div>
              <p class="note center shop-hint">
                {mayGive()
                  ? t('gifts.available', { amount: amountOf(data().available, data().currency) })
                  : t('refusal.merchant_unverified')}
              </p>
            </Show>
            <Show when={making()}>
              <GiftSheet
                shop={props.shop}
                currency={data().currency}
                available={data().available}
                onMade={() => void loaded.again()}
                onClose={() => setMaking(false)}
              />
            </Show>
          </>
        )}
      </Answer>
    </DeskPage>
  )
}

/** One of them: how far its budget went. */
function GiftCard(props: { one: MerchantPromotion; owner: boolean; onEnd: () => void }) {
  const sum = (minor: string) => amountOf(minor, props.one.currency)
  const part = () => Number((BigInt(props.one.given) * 1000n) / BigInt(props.one.budget)) / 1000
  const share = () =>
    props.one.min === props.one.max
      ? sum(props.one.min)
      : t('gifts.between', { min: sum(props.one.min), max: sum(props.one.max) })
  return (
    <article class="gift">
      <header>
        <h2>{props.one.title}</h2>
        <span class="shop-state" data-state={props.one.state === 'open' ? 'SUCCESS' : ''}>
          {t(`gifts.state.${props.one.state}`)}
        </span>
      </header>
      <div
        class="gift-bar"
        role="meter"
        aria-label={t('gifts.given')}
        aria-valuemin={0}
        aria-valuemax={1}
        aria-valuenow={part()}
        style={{ '--part': part() }}
      />
      <p>
        {t('gifts.given.of', { given: sum(props.one.given), budget: sum(props.one.budget) })}
        {' · '}
        {t('gifts.people', { count: props.one.gifts })}
      </p>
      <p class="gift-small">
        {share()}
        {' · '}
        {t('gifts.until', {
          from: fullTime(props.one.startsAt, language()),
          to: fullTime(props.one.endsAt, language()),
        })}
      </p>
      <Show when={props.one.returned}>
        {back => <p class="gift-small">{t('gifts.returned', { amount: sum(back()) })}</p>}
      </Show>
      <Show when={props.owner && (props.one.state === 'open' || props.one.state === 'soon')}>
        <div>
          <Button small onClick={props.onEnd}>
            {t('gifts.end')}
          </Button>
        </div>
      </Show>
    </article>
  )
}

import type { Merchant, Takings } from '@plaza/contract'
import { For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { language, t } from '../i18n.ts'
import { push, root } from '../router.ts'
import { tried } from '../screens/open.ts'
import { Answer } from '../ui/answer.tsx'
import { Button, Cell, Group, Switch } from '../ui/controls.tsx'
import type { IconName } from '../ui/icon.tsx'
import { Icon } from '../ui/icon.tsx'
import { PageCell } from '../ui/page-cell.tsx'
import { amountOf, shopName } from '../pay/parts.tsx'
import { shopAt } from './address.ts'
import { DeskPage, loadOfShop } from './parts.tsx'
import { DAILY, MONEY, sectionsFor, SET_UP, type Section } from './sections.ts'
import { chooseMode, modeOf } from './state.ts'

/** The first page of the desk: what came in today, and the ways on. */
export function Home(props: { shop: Merchant; set: (shop: Merchant) => void }) {
  const at = (page: string) => shopAt(props.shop.id, page)
  const takings = loadOfShop(
    () => props.shop.id,
    of => call('GET /merchants/:id/takings', of),
  )
  return (
    <DeskPage shop={props.shop} title={shopName(props.shop)}>
      <Answer loaded={takings} rows={1}>
        {data => <Today today={data().today} currency={data().currency} />}
      </Answer>
      <Show when={!root().startsWith('/desk/')}>
        <div class="shop-ways">
          <For each={DAILY}>{one => <Way to={at(one.page)} icon={one.icon} label={t(one.title)} />}</For>
        </div>
      </Show>
      <Verification shop={props.shop} set={props.set} />
      <Show when={!root().startsWith('/desk/')}>
        <Ways shop={props.shop} of={MONEY} />
        <Ways shop={props.shop} of={SET_UP} />
        <Group>
          <Switch
            label={t('shop.test.mode')}
            hint={t('shop.test.mode.note')}
            on={modeOf(props.shop.id) === 'test'}
            onChange={on => chooseMode(props.shop.id, on ? 'test' : 'live')}
          />
        </Group>
      </Show>
      <Show when={takings.data()}>{data => <Days days={data().days} currency={data().currency} />}</Show>
    </DeskPage>
  )
}

/** Ways on to what somebody sees here. */
const Ways = (props: { shop: Merchant; of: readonly Section[] }) => {
  const shown = () => sectionsFor(props.of, props.shop, modeOf(props.shop.id))
  return (
    <Show when={shown().length > 0}>
      <Group>
        <For each={shown()}>
          {one => (
            <PageCell
              to={shopAt(props.shop.id, one.page)}
              icon={one.icon}
              tint={one.tint}
              title={t(one.title)}
              {...(one.note ? { note: t(one.note) } : {})}
            />
          )}
        </For>
      </Group>
    </Show>
  )
}

const Way = (props: { to: string; icon: IconName; label: string }) => (
  <button type="button" class="shop-way" onClick={() => push(props.to)}>
    <Icon name={props.icon} />
    <span>{props.label}</span>
  </button>
)

const netOf = ({ paid, refunded }: Takings): string => (BigInt(paid) - BigInt(refunded)).toString()

const Today = (props: { today: Takings; currency: string }) => (
  <section class="balance shop-today" aria-live="polite">
    <h2>{t('shop.today')}</h2>
    <p class="balance-amount">{amountOf(netOf(props.today), props.currency)}</p>
    <p>
      {t('shop.payments', { count: props.today.payments })}
      <Show when={props.today.refunds > 0}>
        {` · ${t('shop.given_back', { amount: amountOf(props.today.refunded, props.currency) })}`}
      </Show>
    </p>
  </section>
)

/** The days before, each with a bar beside the best of them. */
function Days(props: { days: readonly Takings[]; currency: string }) {
  const best = () => Math.max(1, ...props.days.map(day => Number(netOf(day))))
  const name = (day: string) =>
    new Intl.DateTimeFormat(language(), { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
      new Date(`${day}T12:00:00Z`),
    )
  return (
    <Show when={props.days.length > 0}>
      <Group title={t('shop.days')}>
        <For each={props.days}>
          {day => (
            <Cell
              title={name(day.day)}
              note={
                <span
                  class="day-bar"
                  aria-hidden="true"
                  style={{ '--part': `${Math.max(0, Number(netOf(day)) / best())}` }}
                />
              }
              value={amountOf(netOf(day), props.currency)}
            />
          )}
        </For>
      </Group>
    </Show>
  )
}

/** Where the city's look at the shop stands, and the way to ask for it. */
function Verification(props: { shop: Merchant; set: (shop: Merchant) => void }) {
  const ask = () => tried(async () => props.set(await call('POST /merchants/:id/verification', { id: props.shop.id })))
  const asks = () => props.shop.role === 'owner' && ['none', 'refused'].includes(props.shop.verification)
  return (
    <Show when={props.shop.verification !== 'verified'}>
      <div class="shop-note">
        <Icon name="shield" />
        <span>
          <b>{t(`shop.verification.${props.shop.verification}`)}</b>
          <span>{t(`shop.verification.${props.shop.verification}.text`)}</span>
        </span>
        <Show when={asks()}>
          <Button small onClick={() => void ask()}>
            {t('shop.verification.ask')}
          </Button>
        </Show>
      </div>
    </Show>
  )
}

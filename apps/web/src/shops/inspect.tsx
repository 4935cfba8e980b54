import type { Merchant, MerchantRequest, OrderStep } from '@plaza/contract'
import { For, Show, type JSX } from 'solid-js'
import { call } from '../engine/api.ts'
import { language, t, type Key } from '../i18n.ts'
import { push } from '../router.ts'
import { Answer } from '../ui/answer.tsx'
import { Button, Empty } from '../ui/controls.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { load } from '../ui/load.ts'
import { Page } from '../ui/page.tsx'
import { Chips, More, paged } from '../ui/paged.tsx'
import { amountOf } from '../pay/parts.tsx'
import { shopAt, kept } from './address.ts'
import { DeskPage, loadOfShop, type OfShop } from './parts.tsx'
import { modeOf } from './state.ts'
import '../styles/inspect.css'

/** How a step went: told by a word and an icon beside its colour. */
type Tone = 'good' | 'wait' | 'bad'
const ICONS: Record<Tone, IconName> = { good: 'check', wait: 'clock', bad: 'alert' }

/** The story of one order, for whoever builds the shop's program: what it was, what was asked, and who was told. */
export function Inspect(props: { shop: Merchant; order: string }) {
  const loaded = loadOfShop(
    () => props.shop.id,
    ({ id }) => call('GET /merchants/:id/orders/:order/steps', { id, order: props.order }),
  )
  return (
    <DeskPage shop={props.shop} title={t('inspect.title')}>
      <Answer loaded={loaded} rows={6}>
        {data => (
          <>
            <p class="inspect-head">
              <b>{amountOf(data().order.amount, data().order.currency)}</b>
              <code>{data().order.outTradeNo}</code>
            </p>
            <ol class="inspect">
              <For each={data().steps}>{step => <Step step={step} currency={data().order.currency} />}</For>
            </ol>
            <p class="inspect-note">{t('inspect.note')}</p>
          </>
        )}
      </Answer>
    </DeskPage>
  )
}

function Step(props: { step: OrderStep; currency: string }) {
  const told = () => wordsOf(props.step, props.currency)
  return (
    <Line tone={told().tone} at={props.step.at} title={told().title} note={told().note}>
      <Show when={props.step.kind === 'request' && props.step.request}>{one => <Facts one={one()} />}</Show>
    </Line>
  )
}

interface Told {
  readonly tone: Tone
  readonly title: string
  readonly note?: string
}

function wordsOf(step: OrderStep, currency: string): Told {
  switch (step.kind) {
    case 'state':
      return { tone: toneOfState(step.state), title: t('inspect.state', { state: t(`shop.state.${step.state}`) }) }
    case 'refund':
      return {
        tone: step.state === 'SUCCESS' ? 'good' : step.state === 'ABNORMAL' ? 'bad' : 'wait',
        title: t('inspect.refund', { amount: amountOf(step.amount, currency) }),
        note: `${t(`refund.state.${step.state}`)} · ${step.outRefundNo}`,
      }
    case 'request':
      return {
        tone: isRefused(step.request) ? 'bad' : 'good',
        title: nameOf(step.request),
      }
    case 'notify':
      return { tone: 'wait', title: t('inspect.notify', { event: step.event }), note: step.url }
    case 'delivery':
      return {
        tone: step.heard ? 'good' : 'bad',
        title: t(step.heard ? 'inspect.heard' : 'inspect.unheard', { event: step.event }),
        note: [step.status ?? whyUnheard(step.why), t('inspect.took', { ms: step.tookMs })].join(' · '),
      }
  }
}

/** Why nobody answered at all. */
const whyUnheard = (why: string | undefined): string =>
  t(why === 'no_api_key' || why === 'not_outside' ? `inspect.why.${why}` : 'inspect.why.unreachable')

const toneOfState = (state: string): Tone =>
  state === 'NOTPAY' || state === 'USERPAYING' ? 'wait' : state === 'PAYERROR' ? 'bad' : 'good'

/** Of what was not signed nobody knows whether it was the shop's own program. */
function nameOf(request: MerchantRequest): string {
  if (request.trouble) return t('inspect.request.stranger')
  return t(isRefused(request) ? 'inspect.request.refused' : 'inspect.request')
}

const isRefused = ({ status }: MerchantRequest): boolean => status >= 400

const WHICH = ['all', 'failed'] as const

/** Requests of the shop's programs, newest first, with what was wrong and how to mend it. */
export function Requests(props: { shop: Merchant }) {
  const [which, choose] = kept('only', WHICH)
  const failed = () => which() === 'failed'
  const ask = async (input: OfShop & { before?: string }) => {
    const only = failed() ? ({ only: 'failed' } as const) : {}
    const { requests: rows, more } = await call('GET /merchants/:id/requests', { ...input, ...only })
    return { rows, more }
  }
  const shop = () => props.shop.id
  const first = loadOfShop(shop, ask, which)
  const requests = paged(
    first,
    before => ask({ id: shop(), mode: modeOf(shop()), before }),
    () => `${which()} ${modeOf(shop())}`,
  )
  return (
    <DeskPage shop={props.shop} title={t('inspect.requests')}>
      <Chips
        label={t('inspect.which')}
        all={WHICH}
        on={which()}
        name={one => t(one === 'failed' ? 'inspect.failed' : 'inspect.all')}
        onChoose={choose}
      />
      <Answer loaded={first} rows={6}>
        {() => (
          <Show
            when={requests.rows().length > 0}
            fallback={
              <Empty
                icon={failed() ? 'check' : 'laptop'}
                title={t(failed() ? 'inspect.failed.none' : 'inspect.none')}
                text={t(failed() ? 'inspect.failed.none.text' : 'inspect.none.text')}
              />
            }
          >
            <ol class="inspect">
              <For each={requests.rows()}>{one => <RequestLine shop={props.shop.id} one={one} />}</For>
            </ol>
            <More list={requests} />
          </Show>
        )}
      </Answer>
    </DeskPage>
  )
}

const RequestLine = (props: { shop: string; one: MerchantRequest }) => (
  <Line
    tone={isRefused(props.one) ? 'bad' : 'good'}
    at={props.one.at}
    title={nameOf(props.one)}
    note={props.one.outTradeNo}
  >
    <Facts one={props.one} />
    <Show when={props.one.order}>
      {order => (
        <Button small onClick={() => push(shopAt(props.shop, 'inspect', order()))}>
          {t('inspect.title')}
        </Button>
      )}
    </Show>
  </Line>
)

/** What was asked and what came of it; where it was refused, what was wrong in plain words and in the wire's. */
const Facts = (props: { one: MerchantRequest }) => (
  <>
    <code class="inspect-operation">{props.one.operation}</code>
    <Show when={isRefused(props.one)}>
      <span class="inspect-mend">{mend(props.one)}</span>
      <Show when={props.one.issue && props.one.trouble === undefined}>
        <code>{[props.one.field, props.one.issue].filter(Boolean).join(' ')}</code>
      </Show>
    </Show>
    <span class="inspect-small">
      {[props.one.status, props.one.code, t('inspect.took', { ms: props.one.tookMs })].filter(Boolean).join(' · ')}
    </span>
    <span class="inspect-small">
      {t('inspect.id')} <code>{props.one.id}</code>
    </span>
  </>
)

/** What was wrong with a request, and how to mend it. */
function mend({ trouble, code, offS = 0 }: MerchantRequest): string {
  if (trouble === 'clock_off')
    return t(offS > 0 ? 'inspect.clock_behind' : 'inspect.clock_ahead', { s: Math.abs(offS) })
  if (trouble) return t(`inspect.trouble.${trouble}`)
  return t(`inspect.code.${code ?? 'SYSTEM_ERROR'}` as Key)
}

const Line = (props: { tone: Tone; at: number; title: string; note?: string | undefined; children?: JSX.Element }) => (
  <li class="inspect-step" data-tone={props.tone}>
    <span class="inspect-icon">
      <Icon name={ICONS[props.tone]} />
    </span>
    <time datetime={new Date(props.at).toISOString()}>{preciseTime(props.at)}</time>
    <span class="inspect-text">
      <b>{props.title}</b>
      <Show when={props.note}>
        <span class="inspect-small">{props.note}</span>
      </Show>
      {props.children}
    </span>
  </li>
)

/** To the second: programs act faster than people. */
const preciseTime = (at: number): string =>
  new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'medium' }).format(at)

/** The story of an order at an address of its own. */
export const InspectPage = (props: { id: string; order: string }) => (
  <ShopPage id={props.id} title={t('inspect.title')}>
    {shop => <Inspect shop={shop} order={props.order} />}
  </ShopPage>
)

/** The last requests at an address of their own. */
export const RequestsPage = (props: { id: string }) => (
  <ShopPage id={props.id} title={t('inspect.requests')}>
    {shop => <Requests shop={shop} />}
  </ShopPage>
)

function ShopPage(props: { id: string; title: string; children: (shop: Merchant) => JSX.Element }) {
  const shop = load(
    () => props.id,
    () => call('GET /merchants/:id', { id: props.id }),
  )
  return (
    <Show
      when={shop.data()}
      fallback={
        <Page title={props.title}>
          <Answer loaded={shop}>{() => null}</Answer>
        </Page>
      }
    >
      {known => props.children(known())}
    </Show>
  )
}

import type { Merchant, MerchantNotify } from '@plaza/contract'
import { createEffect, For, onCleanup, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { Answer } from '../ui/answer.tsx'
import { Button, Empty } from '../ui/controls.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { Chips, More, paged } from '../ui/paged.tsx'
import { toast } from '../ui/toast.tsx'
import { kept } from './address.ts'
import { loadOfShop, type OfShop } from './parts.tsx'
import { modeOf } from './state.ts'
import '../styles/inspect.css'

const FORMS = ['standard', 'v3'] as const
const LOOKS: Record<MerchantNotify['state'], { icon: IconName; tone: 'good' | 'wait' | 'bad' }> = {
  done: { icon: 'check', tone: 'good' },
  due: { icon: 'clock', tone: 'wait' },
  given_up: { icon: 'alert', tone: 'bad' },
}

/** What is on its way is looked at again, after pauses that grow. */
const LOOK_AGAIN_MS = [1_500, 3_000, 6_000, 12_000, 30_000]

/** What a shop's servers were told, newest first, each with its tries; what was not heard is sent again from here. */
export function NewsLog(props: { shop: Merchant; turn: number }) {
  const [form, choose] = kept('form', FORMS)
  const ask = async (input: OfShop & { before?: string }) => {
    const { notifies: rows, more } = await call('GET /merchants/:id/notifies', { ...input, form: form() })
    return { rows, more }
  }
  const shop = () => props.shop.id
  const first = loadOfShop(shop, ask, () => `${form()} ${props.turn}`)
  const list = paged(
    first,
    before => ask({ id: shop(), mode: modeOf(shop()), before }),
    () => `${form()} ${modeOf(shop())}`,
  )
  let looks = 0
  createEffect(() => {
    const underWay = list.rows().some(one => one.state === 'due' && one.deliveries.length === 0)
    if (!underWay) looks = 0
    const pause = underWay ? LOOK_AGAIN_MS[looks++] : undefined
    if (pause === undefined) return
    const soon = setTimeout(() => void first.again(), pause)
    onCleanup(() => clearTimeout(soon))
  })
  const resend = async (notify: string) => {
    if (await tried(() => call('POST /merchants/:id/notifies/:notify/resend', { id: shop(), notify })))
      toast(t('notify.resent'))
    await first.again()
  }
  return (
    <section class="news-log" aria-label={t('news.title')}>
      <div class="news-head">
        <h2>{t('news.title')}</h2>
        <Button small icon="refresh" busy={first.loading()} onClick={() => void first.again()}>
          {t('refresh')}
        </Button>
      </div>
      <Chips label={t('news.which')} all={FORMS} on={form()} name={one => t(`news.form.${one}`)} onChoose={choose} />
      <Answer loaded={first}>
        {() => (
          <Show
            when={list.rows().length > 0}
            fallback={<Empty icon="mail" title={t('news.none')} text={t('news.none.text')} />}
          >
            <ol class="inspect">
              <For each={list.rows()}>{one => <NewsLine one={one} onResend={() => void resend(one.id)} />}</For>
            </ol>
            <More list={list} />
          </Show>
        )}
      </Answer>
    </section>
  )
}

const NewsLine = (props: { one: MerchantNotify; onResend: () => void }) => (
  <li class="inspect-step" data-tone={LOOKS[props.one.state].tone}>
    <span class="inspect-icon">
      <Icon name={LOOKS[props.one.state].icon} />
    </span>
    <time datetime={new Date(props.one.createdAt).toISOString()}>{fullTime(props.one.createdAt, language())}</time>
    <span class="inspect-text">
      <b>{t(`news.event.${eventOf(props.one)}`)}</b>
      <span class="inspect-small">{t(`notify.${props.one.state}`, { tries: props.one.tries })}</span>
      <code class="inspect-small">{props.one.url}</code>
      <Show when={props.one.deliveries.length > 0}>
        <ul class="news-tries">
          <For each={props.one.deliveries}>
            {one => (
              <li>
                {fullTime(one.at, language())} · {one.status ?? t(`inspect.why.${whyOf(one.why)}`)} ·{' '}
                {t('inspect.took', { ms: one.tookMs })}
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={props.one.state !== 'due'}>
        <Button small icon="retry" onClick={props.onResend}>
          {t('notify.resend')}
        </Button>
      </Show>
    </span>
  </li>
)

const EVENTS = {
  'TRANSACTION.SUCCESS': 'paid',
  'REFUND.SUCCESS': 'refunded',
  'MCHTRANSFER.BILL.FINISHED': 'transfer',
  'WEBHOOK.TEST': 'test',
} as const
const eventOf = ({ event }: MerchantNotify) => EVENTS[event as keyof typeof EVENTS] ?? 'other'

const whyOf = (why: string | undefined) => (why === 'no_api_key' || why === 'not_outside' ? why : 'unreachable')

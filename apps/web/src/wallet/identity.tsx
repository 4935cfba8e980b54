import type { Api, IdentityCheck, Tier, Wallet } from '@plaza/contract'
import { createSignal, For, Match, onMount, Show, Switch } from 'solid-js'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { fullTime } from '../engine/time.ts'
import { hasSentence, language, refusal, t, type Key } from '../i18n.ts'
import { back, push } from '../router.ts'
import { tried } from '../screens/open.ts'
import { Button, Cell, Empty, Group, Skeleton } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { Page } from '../ui/page.tsx'
import { watched } from './bank-state.ts'
import { inMoney, lookAtWallet, wallet } from './state.ts'
import '../styles/bank.css'

type Identity = Api['GET /wallet/identity']['reply']

const isOpen = (check: IdentityCheck | undefined) => check?.state === 'started' || check?.state === 'review'

/** How well the city knows me, what that allows, and the way to more. */
export function IdentityPage() {
  const mine = watched(
    () => call('GET /wallet/identity'),
    ({ check }) => isOpen(check),
  )
  onMount(() => void tried(lookAtWallet))
  return (
    <Page title={t('identity.title')}>
      <Show
        when={wallet() && mine.data()}
        fallback={
          <Show when={mine.code()} fallback={<Skeleton rows={5} />}>
            {code => <Empty icon="alert" title={refusal(code())} />}
          </Show>
        }
      >
        {identity => <Standing wallet={wallet()!} identity={identity()} again={mine.again} />}
      </Show>
    </Page>
  )
}

function Standing(props: { wallet: Wallet; identity: Identity; again: () => Promise<void> }) {
  const tierAt = (level: number) => props.identity.tiers.find(tier => tier.level === level)
  const next = () => tierAt((props.wallet.nextTier?.tier ?? props.wallet.tier) + 1)
  return (
    <>
      <section class="identity-now">
        <span class="bank-seal">
          <Icon name="shield" />
        </span>
        <h2>{t('identity.level', { tier: props.wallet.tier })}</h2>
        <p>{t(`identity.level.${props.wallet.tier}` as Key)}</p>
      </section>
      <Show when={props.wallet.nextTier}>
        {raise => (
          <Note icon="clock">
            {t('identity.rises', { tier: raise().tier, date: fullTime(raise().at, language()) })}
          </Note>
        )}
      </Show>
      <Show when={props.wallet.reducedUntil}>
        {until => <Note icon="info">{t('wallet.reduced', { date: fullTime(until(), language()) })}</Note>}
      </Show>
      <Show when={props.identity.check}>{check => <CheckState check={check()} again={props.again} />}</Show>
      <Show when={tierAt(props.wallet.tier)}>
        {tier => <Limits title={t('identity.now')} tier={tier()} currency={props.wallet.currency} />}
      </Show>
      <Show when={next()}>
        {tier => (
          <>
            <Limits title={t('identity.next', { tier: tier().level })} tier={tier()} currency={props.wallet.currency} />
            <Show when={!isOpen(props.identity.check)}>
              <StartCheck tier={tier().level} again={props.again} />
            </Show>
          </>
        )}
      </Show>
    </>
  )
}

const Note = (props: { icon: 'clock' | 'info'; children: string }) => (
  <p class="bank-note">
    <Icon name={props.icon} />
    <span>{props.children}</span>
  </p>
)

const AMOUNTS = ['paymentMax', 'dayMax', 'monthMax', 'yearMax', 'balanceMax'] as const

/** What a tier allows. */
const Limits = (props: { title: string; tier: Tier; currency: string }) => (
  <Group title={props.title}>
    <For each={AMOUNTS}>
      {name => <Cell title={t(`identity.${name}`)} value={inMoney(props.tier[name], props.currency)} />}
    </For>
  </Group>
)

function StartCheck(props: { tier: number; again: () => Promise<void> }) {
  const [busy, setBusy] = createSignal(false)
  // One id for every try: a check is begun once.
  let id = uuidv7()
  const start = async () => {
    setBusy(true)
    await tried(async () => {
      const check = await call('POST /wallet/identity', { id, tier: props.tier })
      id = uuidv7()
      goOn(check)
    })
    await props.again()
    setBusy(false)
  }
  return (
    <div class="big-action">
      <Button kind="primary" icon="shield" busy={busy()} onClick={() => void start()}>
        {t('identity.start')}
      </Button>
      <p class="note center">{t('identity.start.note')}</p>
    </div>
  )
}

/** To the provider's page: a page of this app where the sandbox plays it, else another site. */
function goOn(check: IdentityCheck): void {
  if (check.url === undefined) return
  const url = new URL(check.url)
  if (url.origin === location.origin) push(url.pathname)
  else location.assign(url.href)
}

function CheckState(props: { check: IdentityCheck; again: () => Promise<void> }) {
  const reasons = () => props.check.reasons.map(reasonOf)
  return (
    <Group
      title={t('identity.check', { tier: props.check.tier })}
      {...(reasons().length > 0 ? { note: reasons().join(' ') } : {})}
    >
      <Cell
        icon={props.check.state === 'approved' ? 'check' : props.check.state === 'rejected' ? 'close' : 'clock'}
        tint={props.check.state === 'approved' ? '#07803f' : props.check.state === 'rejected' ? '#bd3a4a' : '#56605b'}
        title={t(`identity.state.${props.check.state}`)}
        note={fullTime(props.check.changedAt, language())}
        end={<CheckAction check={props.check} again={props.again} />}
      />
    </Group>
  )
}

const CheckAction = (props: { check: IdentityCheck; again: () => Promise<void> }) => (
  <Switch>
    <Match when={props.check.state === 'started' && props.check.url !== undefined}>
      <Button small onClick={() => goOn(props.check)}>
        {t('identity.go_on')}
      </Button>
    </Match>
    <Match when={isOpen(props.check)}>
      <Button small onClick={() => void props.again()}>
        {t('refresh')}
      </Button>
    </Match>
  </Switch>
)

/** What the provider says in a word of its own, or an operator in a sentence. */
export function reasonOf(reason: string): string {
  const key = `identity.reason.${reason}`
  return hasSentence(key) ? t(key as Key) : reason
}

const SAYS = ['approved', 'review', 'rejected'] as const

/** Stands for the page of an identity provider, in a city where a sandbox plays it. */
export function SandboxIdentity(props: { id: string }) {
  const [busy, setBusy] = createSignal(false)
  const say = async (says: (typeof SAYS)[number]) => {
    setBusy(true)
    const done = await tried(() => call('POST /wallet/identity/:id/sandbox', { id: props.id, says }))
    setBusy(false)
    if (done) back()
  }
  return (
    <Page title={t('identity.sandbox')}>
      <p class="bank-note">
        <Icon name="info" />
        <span>{t('identity.sandbox.text')}</span>
      </p>
      <div class="big-action">
        <For each={SAYS}>
          {says => (
            <Button kind={says === 'approved' ? 'primary' : 'plain'} disabled={busy()} onClick={() => void say(says)}>
              {t(`identity.sandbox.${says}`)}
            </Button>
          )}
        </For>
      </div>
    </Page>
  )
}

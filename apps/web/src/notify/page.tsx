import { createSignal, For, Match, Show, Switch as Either } from 'solid-js'
import type { Notifications, QuietHours } from '@plaza/contract'
import { ApiError, call } from '../engine/api.ts'
import { refusal, t } from '../i18n.ts'
import { push } from '../router.ts'
import { rowOf } from '../screens/rows.ts'
import { tried } from '../screens/open.ts'
import { Button, Cell, Empty, Group, Skeleton, Switch } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { titleOf } from '../ui/names.ts'
import { Page } from '../ui/page.tsx'
import { toast } from '../ui/toast.tsx'
import { ability, turnOff, turnOn, type Ability } from './device.ts'
import '../styles/notify.css'

const NIGHT = { from: 22 * 60, until: 7 * 60 }

/** When, how and for what this person is called. */
export function NotificationsPage() {
  const all = load(
    () => 0,
    () => call('GET /notifications'),
  )
  return (
    <Page title={t('alerts.title')}>
      <Show when={all.data()} fallback={<Waiting code={all.code()} again={() => void all.again()} />}>
        {known => (
          <>
            <Device known={known()} onChange={all.set} />
            <What known={known()} onChange={all.set} />
            <Quiet known={known()} onChange={all.set} />
            <Show when={known().rules.length > 0}>
              <Group title={t('alerts.chats')}>
                <For each={known().rules}>
                  {({ c, rule }) => (
                    <Cell
                      title={rowOf(c) ? titleOf(rowOf(c)!) : t('chat.group')}
                      value={t(`alerts.rule.${rule}`)}
                      onClick={() => push(`/chats/${c}/details`)}
                    />
                  )}
                </For>
              </Group>
            </Show>
          </>
        )}
      </Show>
    </Page>
  )
}

interface Part {
  known: Notifications
  onChange: (known: Notifications) => void
}

const Waiting = (props: { code: string | undefined; again: () => void }) => (
  <Show when={props.code} fallback={<Skeleton rows={5} />}>
    {code => (
      <Empty icon="wifi" title={t('alerts.unloaded')} text={refusal(code())}>
        <Button icon="retry" onClick={() => props.again()}>
          {t('retry')}
        </Button>
      </Empty>
    )}
  </Show>
)

/** This device: whether it may be called, and what to do when it cannot. */
function Device(props: Part) {
  const [can, setCan] = createSignal<Ability>(ability())
  const [busy, setBusy] = createSignal(false)
  const turn = async (on: boolean) => {
    setBusy(true)
    try {
      const known = on ? await turnOn(props.known.key) : await turnOff()
      if (known) props.onChange(known)
    } catch (error) {
      // Whatever is not the city's own "no" is the browser's push service, which may be out of reach.
      toast(error instanceof ApiError ? refusal(error.code) : t('alerts.failed'))
    }
    setCan(ability())
    setBusy(false)
  }
  const attempt = () =>
    void tried(async () => {
      await call('POST /notifications/test')
      toast(t('alerts.test.sent'))
    })
  return (
    <Either>
      <Match when={can() === 'install'}>
        <Steps
          title={t('alerts.install')}
          steps={[t('alerts.install.1'), t('alerts.install.2'), t('alerts.install.3')]}
        />
      </Match>
      <Match when={can() === 'denied'}>
        <Steps title={t('alerts.denied')} steps={[t('alerts.denied.1'), t('alerts.denied.2'), t('alerts.denied.3')]} />
      </Match>
      <Match when={can() === 'never'}>
        <Steps title={t('alerts.never')} steps={[t('alerts.never.text')]} />
      </Match>
      <Match when={true}>
        <Group title={t('alerts.device')} note={t('alerts.device.note')}>
          <Switch label={t('alerts.on')} on={props.known.device} disabled={busy()} onChange={on => void turn(on)} />
          <Show when={props.known.device}>
            <Cell title={t('alerts.test')} onClick={attempt} />
          </Show>
        </Group>
      </Match>
    </Either>
  )
}

const Steps = (props: { title: string; steps: string[] }) => (
  <section class="group">
    <h2>{t('alerts.device')}</h2>
    <div class="group-box notify-steps">
      <p>{props.title}</p>
      <ol>
        <For each={props.steps}>{step => <li>{step}</li>}</For>
      </ol>
    </div>
  </section>
)

function What(props: Part) {
  const change = (set: { showText?: boolean; requests?: boolean }) =>
    void tried(async () => props.onChange(await call('PATCH /notifications', set)))
  return (
    <Group title={t('alerts.what')}>
      <Switch
        label={t('alerts.text')}
        hint={t('alerts.text.hint')}
        on={props.known.showText}
        onChange={showText => change({ showText })}
      />
      <Switch label={t('alerts.requests')} on={props.known.requests} onChange={requests => change({ requests })} />
    </Group>
  )
}

/** Hours in which nothing calls, on this device's clock. */
function Quiet(props: Part) {
  const quiet = () => props.known.quiet
  const change = (hours: Pick<QuietHours, 'from' | 'until'> | null) =>
    void tried(async () => {
      const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
      props.onChange(await call('PATCH /notifications', { quiet: hours && { ...hours, zone } }))
    })
  const time = (label: string, minute: number, set: (minute: number) => void) => (
    <label class="cell notify-time">
      <span class="cell-text">
        <span class="cell-title">{label}</span>
      </span>
      <input
        type="time"
        required
        value={clock(minute)}
        onChange={event => event.currentTarget.value && set(minuteOf(event.currentTarget.value))}
      />
    </label>
  )
  return (
    <Group title={t('alerts.quiet')} note={quiet() ? t('alerts.quiet.zone', { zone: quiet()!.zone }) : ''}>
      <Switch
        label={t('alerts.quiet.on')}
        hint={t('alerts.quiet.hint')}
        on={quiet() !== undefined}
        onChange={on => change(on ? NIGHT : null)}
      />
      <Show when={quiet()}>
        {hours => (
          <>
            {time(t('alerts.quiet.from'), hours().from, from => change({ from, until: hours().until }))}
            {time(t('alerts.quiet.until'), hours().until, until => change({ from: hours().from, until }))}
          </>
        )}
      </Show>
    </Group>
  )
}

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

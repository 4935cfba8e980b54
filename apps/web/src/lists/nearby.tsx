import { cellAt } from '@plaza/contract/cell'
import type { Api, Neighbour } from '@plaza/contract'
import { createSignal, For, onCleanup, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { clockTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { foundBy } from '../screens/friends.tsx'
import { openPerson, tried } from '../screens/open.ts'
import { Unloaded } from '../ui/answer.tsx'
import { Button, Empty, Group, Skeleton } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { Page } from '../ui/page.tsx'
import { PersonRow } from '../ui/people.tsx'
import { now, store } from '../ui/state.ts'
import { toast } from '../ui/toast.tsx'

const LOOK_EVERY_MS = 20_000
const FOUND_WITHIN_MS = 15_000

type Around = Api['GET /nearby']['reply']

/** Who is nearby, for as long as I let them see me. */
export function NearbyPage() {
  const around = load<Around>(
    () => 0,
    () => call('GET /nearby'),
  )
  const [busy, setBusy] = createSignal(false)
  const on = () => (around.data()?.until ?? 0) > now()
  const timer = setInterval(() => on() && document.visibilityState === 'visible' && void around.again(), LOOK_EVERY_MS)
  onCleanup(() => clearInterval(timer))
  const show = async () => {
    setBusy(true)
    const point = await here().catch(() => undefined)
    // Where this device is stays on it: the city is told a cell of about a kilometre.
    if (!point) toast(t('around.lost'))
    else await tried(async () => around.set(await call('PUT /nearby', cellAt(point.latitude, point.longitude))))
    setBusy(false)
  }
  const hide = async () => {
    setBusy(true)
    if (await tried(() => call('DELETE /nearby'))) around.set({ people: [] })
    setBusy(false)
  }
  return (
    <Page title={t('around.title')}>
      <Show
        when={around.data()}
        fallback={
          <Show when={around.code()} fallback={<Skeleton rows={3} />}>
            {code => <Unloaded code={code()} again={around.again} />}
          </Show>
        }
      >
        {known => (
          <Show
            when={on()}
            fallback={
              <Empty icon="place" title={t('around.off')} text={t('around.off.text')}>
                <Button kind="primary" icon="place" busy={busy()} onClick={() => void show()}>
                  {t('around.on')}
                </Button>
              </Empty>
            }
          >
            <Group note={t('around.note')}>
              <div class="cell">
                <span class="cell-text">
                  <span class="cell-title">{t('around.until', { time: clockTime(known().until!, language()) })}</span>
                </span>
                <Button small busy={busy()} onClick={() => void hide()}>
                  {t('around.stop')}
                </Button>
              </div>
            </Group>
            <Show
              when={known().people.length > 0}
              fallback={<Empty icon="contacts" title={t('around.nobody')} text={t('around.nobody.text')} />}
            >
              <div class="list" role="list" aria-label={t('around.title')}>
                <For each={known().people}>{one => <Found of={one} />}</For>
              </div>
            </Show>
          </Show>
        )}
      </Show>
    </Page>
  )
}

function Found(props: { of: Neighbour }) {
  const open = () => {
    store().setPerson(props.of.person)
    foundBy.set(props.of.person.id, 'nearby')
    openPerson(props.of.person.id)
  }
  return (
    <PersonRow
      person={props.of.person.id}
      name={store().nameOf(props.of.person.id) ?? props.of.person.name}
      note={t(`around.${props.of.distance}`)}
      onClick={open}
    />
  )
}

const here = (): Promise<GeolocationCoordinates> =>
  new Promise((found, lost) =>
    navigator.geolocation.getCurrentPosition(({ coords }) => found(coords), lost, {
      timeout: FOUND_WITHIN_MS,
      maximumAge: FOUND_WITHIN_MS,
    }),
  )

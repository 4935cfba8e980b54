import type { Api } from '@plaza/contract'
import { createSignal, For, onMount, Show } from 'solid-js'
import { call, codeOf } from '../engine/api.ts'
import { language, refusal, t } from '../i18n.ts'
import { fix } from '../host/place-sheet.tsx'
import { openProgram } from '../host/live.ts'
import { Button, Cell, Group, Skeleton } from '../ui/controls.tsx'
import { ProgramIcon } from './parts.tsx'

type Place = Api['GET /programs/nearby']['reply']['places'][number]

/** That somebody wants to see what is near; never where they were. */
const KEPT = 'plaza.nearby'
/** About a kilometre: more the server need not know. */
const DECIMALS = 2
const KM = 1_000

const coarse = (degrees: number): number => Number(degrees.toFixed(DECIMALS))

/** Programs that have a place near here. Whoever wants to see them says so once; this device is asked for its place each time. */
export function Nearby() {
  const [places, setPlaces] = createSignal<readonly Place[]>()
  const [busy, setBusy] = createSignal(false)
  const [trouble, setTrouble] = createSignal<string>()
  const [wanted, setWanted] = createSignal(localStorage.getItem(KEPT) === '1')
  const look = async () => {
    setBusy(true)
    setTrouble(undefined)
    const at = await fix().catch(() => undefined)
    if (!at) setTrouble(t('program.place.unknown'))
    else {
      const here = { lon: coarse(at.coords.longitude), lat: coarse(at.coords.latitude) }
      await call('GET /programs/nearby', here).then(
        answer => setPlaces(answer.places),
        (error: unknown) => setTrouble(refusal(codeOf(error))),
      )
    }
    setBusy(false)
  }
  const want = () => {
    localStorage.setItem(KEPT, '1')
    setWanted(true)
    void look()
  }
  const stop = () => {
    localStorage.removeItem(KEPT)
    setWanted(false)
    setPlaces(undefined)
  }
  onMount(() => wanted() && void look())
  return (
    <Show
      when={wanted()}
      fallback={
        <Group note={t('nearby.note')}>
          <Cell icon="pin" tint="#a3202c" title={t('nearby.show')} onClick={want} />
        </Group>
      }
    >
      <Group title={t('nearby.title')} note={t('nearby.note')}>
        <Show when={places()} fallback={<Show when={busy()}>{<Skeleton rows={2} />}</Show>}>
          {found => (
            <For each={found()} fallback={<Cell title={t('nearby.none')} />}>
              {place => <PlaceCell place={place} />}
            </For>
          )}
        </Show>
        <Show when={trouble()}>
          {words => (
            <Cell
              title={words()}
              end={
                <Button small icon="retry" busy={busy()} onClick={() => void look()}>
                  {t('retry')}
                </Button>
              }
            />
          )}
        </Show>
        <Cell title={t('nearby.stop')} onClick={stop} />
      </Group>
    </Show>
  )
}

const PlaceCell = (props: { place: Place }) => (
  <Cell
    start={<ProgramIcon program={props.place.program} />}
    title={props.place.name}
    note={`${props.place.program.name} · ${props.place.address}`}
    value={distance(props.place.metres)}
    onClick={() => void openProgram(props.place.program.appId, props.place.path ?? '')}
  />
)

/** Coarse, as what is known of the reader's place is. */
const distance = (metres: number): string =>
  new Intl.NumberFormat(language(), {
    style: 'unit',
    unit: 'kilometer',
    maximumFractionDigits: metres < KM ? 1 : 0,
  }).format(Math.max(0.1, metres / KM))

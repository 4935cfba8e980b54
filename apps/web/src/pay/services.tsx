import type { Proof, RideContract, Vehicle } from '@plaza/contract'
import { createSignal, For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { fullTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { ProveForm } from '../screens/prove-form.tsx'
import { Answer } from '../ui/answer.tsx'
import { Button, Cell, Field, Group } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { Page } from '../ui/page.tsx'
import { confirm, Sheet } from '../ui/sheet.tsx'
import { amountOf } from './parts.tsx'

const COLORS = ['BLUE', 'GREEN', 'YELLOW', 'BLACK', 'WHITE', 'LIMEGREEN'] as const
const PLATE_LENGTH_MAX = 16

/** What my wallet pays without asking me each time: parking of my cars, and fares. */
export function Services() {
  const [adding, setAdding] = createSignal(false)
  const mine = load(
    () => 0,
    () => call('GET /pay/services'),
  )
  const close = async (one: Vehicle) => {
    const sure = { title: t('services.close.sure', { plate: one.plate }), ok: t('services.close'), danger: true }
    if (await confirm(sure)) await tried(() => call('DELETE /pay/services/vehicles/:id', { id: one.id }))
    await mine.again()
  }
  const end = async (one: RideContract) => {
    const sure = { title: t('services.end.sure', { name: one.merchant.name }), ok: t('services.close'), danger: true }
    if (await confirm(sure)) await tried(() => call('DELETE /pay/services/rides/:id', { id: one.id }))
    await mine.again()
  }
  return (
    <Page title={t('services.title')}>
      <Answer loaded={mine} rows={3}>
        {data => (
          <>
            <Group
              title={t('services.cars')}
              note={t('services.limit', {
                once: amountOf(data().onceMax, data().currency),
                day: amountOf(data().dayMax, data().currency),
              })}
            >
              <For each={data().vehicles} fallback={<Cell title={t('services.cars.none')} />}>
                {one => (
                  <Cell
                    icon="pin"
                    tint="#1667c0"
                    title={one.plate}
                    note={`${t(`services.color.${one.color}`)} · ${fullTime(one.openedAt, language())}`}
                    end={
                      <Button small onClick={() => void close(one)}>
                        {t('services.close')}
                      </Button>
                    }
                  />
                )}
              </For>
            </Group>
            <div class="big-action">
              <Button kind="primary" icon="plus" onClick={() => setAdding(true)}>
                {t('services.add')}
              </Button>
            </div>
            <Group title={t('services.rides')} note={t('services.rides.note')}>
              <For each={data().rides} fallback={<Cell title={t('services.rides.none')} />}>
                {one => (
                  <Cell
                    icon="transfer"
                    tint="#07803f"
                    title={one.merchant.name}
                    note={fullTime(one.signedAt, language())}
                    end={
                      <Button small onClick={() => void end(one)}>
                        {t('services.close')}
                      </Button>
                    }
                  />
                )}
              </For>
            </Group>
          </>
        )}
      </Answer>
      <Show when={adding()}>
        <CarSheet onAdded={() => void mine.again()} onClose={() => setAdding(false)} />
      </Show>
    </Page>
  )
}

/** Asks for a plate, and then who asks. */
function CarSheet(props: { onAdded: () => void; onClose: () => void }) {
  const id = uuidv7()
  const [plate, setPlate] = createSignal('')
  const [color, setColor] = createSignal<(typeof COLORS)[number]>('BLUE')
  const [said, setSaid] = createSignal(false)
  const clean = () => plate().toUpperCase().replace(/\s+/g, '')
  const add = async (proof: Proof) => {
    await call('POST /pay/services/vehicles', { id, plate: clean(), color: color(), proof })
    props.onAdded()
    props.onClose()
  }
  return (
    <Sheet title={t('services.add')} onClose={props.onClose}>
      <Show
        when={said()}
        fallback={
          <form
            class="form"
            onSubmit={event => {
              event.preventDefault()
              if (clean().length > 1) setSaid(true)
            }}
          >
            <p class="form-text">{t('services.add.text')}</p>
            <Field
              label={t('services.plate')}
              value={plate()}
              maxlength={PLATE_LENGTH_MAX}
              onInput={setPlate}
              required
              autofocus
            />
            <div class="chips wrap" role="group" aria-label={t('services.color')}>
              <For each={COLORS}>
                {one => (
                  <button
                    type="button"
                    class="chip"
                    classList={{ on: color() === one }}
                    aria-pressed={color() === one}
                    onClick={() => setColor(one)}
                  >
                    {t(`services.color.${one}`)}
                  </button>
                )}
              </For>
            </div>
            <Button type="submit" kind="primary">
              {t('services.next')}
            </Button>
          </form>
        }
      >
        <p class="sheet-text">{t('services.prove', { plate: clean() })}</p>
        <ProveForm submit={t('services.add')} onProof={add} />
      </Show>
    </Sheet>
  )
}

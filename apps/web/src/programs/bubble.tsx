import type { ProgramCard } from '@plaza/contract'
import { createSignal, For, Show } from 'solid-js'
import { render } from 'solid-js/web'
import { openDialog } from '../host/dialog.tsx'
import { closeProgram, openProgram, pathOf } from '../host/live.ts'
import type { Program } from '../host/program.ts'
import { t } from '../i18n.ts'
import { pages } from '../router.ts'
import { Icon } from '../ui/icon.tsx'
import { IconButton } from '../ui/page.tsx'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import { addFloating, floating, unfloat } from './floating.ts'
import { ProgramIcon } from './parts.tsx'
import '../styles/program-bubble.css'

const PLACE_KEY = 'plaza.bubble'
const DRAG_PX = 8
/** Per cent of the height that a key moves it. */
const STEP = 5
const HIGHEST = 10
const LOWEST = 85

/** At which side it lies, and how far down in per cent of the height. */
interface Spot {
  readonly side: 'left' | 'right'
  readonly down: number
}

let isDrawn = false

/** Leaves a program and keeps a bubble that brings it back. */
export function floatProgram(program: Program): void {
  addFloating(program.run.program)
  if (!isDrawn) render(() => <Bubble />, document.body.appendChild(document.createElement('div')))
  isDrawn = true
  closeProgram(program)
}

/** The bubble that brings floating programs back: it can be drawn along the sides by a finger or by keys. */
function Bubble() {
  const [spot, setSpot] = createSignal(keptSpot())
  const [drag, setDrag] = createSignal<{ x: number; y: number }>()
  const shown = () => floating().filter(one => !pages().includes(pathOf(one.appId)))
  const move = (next: Spot) => {
    const down = Math.min(LOWEST, Math.max(HIGHEST, next.down))
    setSpot({ side: next.side, down })
    localStorage.setItem(PLACE_KEY, JSON.stringify(spot()))
  }
  let from: { x: number; y: number } | undefined
  let moved = false
  const press = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    from = { x: event.clientX, y: event.clientY }
    moved = false
    event.currentTarget.setPointerCapture(event.pointerId)
  }
  const pull = (event: PointerEvent) => {
    if (!from) return
    moved ||= Math.hypot(event.clientX - from.x, event.clientY - from.y) > DRAG_PX
    if (moved) setDrag({ x: event.clientX, y: event.clientY })
  }
  const drop = (event: PointerEvent) => {
    from = undefined
    setDrag(undefined)
    if (moved)
      move({
        side: event.clientX < innerWidth / 2 ? 'left' : 'right',
        down: (event.clientY / innerHeight) * 100,
      })
  }
  const key = (event: KeyboardEvent) => {
    const { side, down } = spot()
    if (event.key === 'ArrowUp') move({ side, down: down - STEP })
    else if (event.key === 'ArrowDown') move({ side, down: down + STEP })
    else if (event.key === 'ArrowLeft') move({ side: 'left', down })
    else if (event.key === 'ArrowRight') move({ side: 'right', down })
    else if (event.key === 'Delete') close(shown())
    else return
    event.preventDefault()
  }
  const style = () => {
    const at = drag()
    if (at) return { left: `${at.x}px`, top: `${at.y}px`, translate: '-50% -50%' }
    return { [spot().side]: '0.5rem', top: `${spot().down}%` }
  }
  return (
    <Show when={shown().length > 0}>
      <div class="floater" classList={{ dragged: drag() !== undefined }} style={style()}>
        <button
          type="button"
          class="floater-open"
          aria-label={
            shown().length > 1
              ? t('program.floating', { count: shown().length })
              : t('program.back_to', { name: shown()[0]!.name })
          }
          onPointerDown={press}
          onPointerMove={pull}
          onPointerUp={drop}
          onPointerCancel={drop}
          onKeyDown={key}
          // A drag ends with a click as well; one by a key has no count.
          onClick={event => (event.detail === 0 || !moved) && open(shown())}
        >
          <ProgramIcon program={shown().at(-1)!} />
          <Show when={shown().length > 1}>
            <span class="badge" aria-hidden="true">
              {shown().length}
            </span>
          </Show>
        </button>
        <button type="button" class="floater-close" aria-label={t('program.unfloat')} onClick={() => close(shown())}>
          <Icon name="close" />
        </button>
      </div>
    </Show>
  )
}

function open(programs: readonly ProgramCard[]): void {
  if (programs.length === 1) void openProgram(programs[0]!.appId)
  else void openDialog<void>(done => <FloatingSheet onDone={() => done()} />)
}

const close = (programs: readonly ProgramCard[]): void => programs.forEach(one => unfloat(one.appId))

/** All that float, each to be opened or let go. */
function FloatingSheet(props: { onDone: () => void }) {
  let box!: HTMLDivElement
  return (
    <Sheet title={t('program.floating', { count: floating().length })} onClose={props.onDone}>
      <div class="group-box" ref={box}>
        <For each={floating()}>
          {one => (
            <div class="cell-row">
              <button
                type="button"
                class="cell"
                onClick={() => {
                  closestDialog(box)?.close()
                  void openProgram(one.appId)
                }}
              >
                <ProgramIcon program={one} />
                <span class="cell-text">
                  <span class="cell-title">{one.name}</span>
                </span>
              </button>
              <IconButton
                icon="close"
                label={t('program.unfloat.one', { name: one.name })}
                onClick={() => {
                  unfloat(one.appId)
                  if (floating().length === 0) closestDialog(box)?.close()
                }}
              />
            </div>
          )}
        </For>
      </div>
    </Sheet>
  )
}

function keptSpot(): Spot {
  try {
    const kept = JSON.parse(localStorage.getItem(PLACE_KEY) ?? '') as Partial<Spot>
    return { side: kept.side === 'left' ? 'left' : 'right', down: Number(kept.down) || LOWEST - STEP }
  } catch {
    return { side: 'right', down: 70 }
  }
}

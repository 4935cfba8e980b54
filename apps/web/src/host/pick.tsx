import { For } from 'solid-js'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import { openDialog } from './dialog.tsx'

/** One of a few things, from a sheet; nothing when it is let be. */
export function openMenuSheet(title: string, items: readonly string[]): Promise<number | undefined> {
  return openDialog<number>(done => <MenuSheet title={title} items={items} onDone={done} />)
}

function MenuSheet(props: { title: string; items: readonly string[]; onDone: (index?: number) => void }) {
  let box!: HTMLDivElement
  let chosen: number | undefined
  const choose = (index: number) => {
    chosen = index
    closestDialog(box)?.close()
  }
  return (
    <Sheet title={props.title} onClose={() => props.onDone(chosen)}>
      <div class="group-box" ref={box}>
        <For each={props.items}>
          {(item, i) => (
            <button type="button" class="cell" onClick={() => choose(i())}>
              <span class="cell-text">
                <span class="cell-title">{item}</span>
              </span>
            </button>
          )}
        </For>
      </div>
    </Sheet>
  )
}

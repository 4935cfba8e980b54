import { createSignal, onCleanup, onMount, type Accessor } from 'solid-js'
import { PICTURES_PER_MESSAGE_MAX } from '@plaza/contract/limits'
import type { Attached } from '../talk/prepare.ts'

/** The files that are about to be sent from one composer. */
export function attachedFiles() {
  const [all, setAll] = createSignal<Attached[]>([])
  const [original, setOriginal] = createSignal(false)
  const clear = () => {
    for (const { url } of all()) URL.revokeObjectURL(url)
    setAll([])
    setOriginal(false)
  }
  onCleanup(clear)
  return {
    all,
    setAll,
    original,
    setOriginal,
    clear,
    async add(files: File[], as?: 'file'): Promise<void> {
      const { attachAll } = await import('../talk/prepare.ts')
      const added = await attachAll(files, PICTURES_PER_MESSAGE_MAX - all().length, as)
      setAll([...all(), ...added])
    },
  }
}

/** Lets files be dropped anywhere on a chat; answers whether some are over it. */
export function dropZone(inside: () => Element, drop: (files: File[]) => void): Accessor<boolean> {
  const [over, setOver] = createSignal(false)
  onMount(() => {
    const zone = inside().closest<HTMLElement>('.chat')
    if (!zone) return
    const has = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    const onOver = (event: DragEvent) => {
      if (!has(event)) return
      event.preventDefault()
      setOver(true)
    }
    const onLeave = (event: DragEvent) => zone.contains(event.relatedTarget as Node | null) || setOver(false)
    const onDrop = (event: DragEvent) => {
      setOver(false)
      if (!has(event)) return
      event.preventDefault()
      drop([...(event.dataTransfer?.files ?? [])])
    }
    zone.addEventListener('dragover', onOver)
    zone.addEventListener('dragleave', onLeave)
    zone.addEventListener('drop', onDrop)
    onCleanup(() => {
      zone.removeEventListener('dragover', onOver)
      zone.removeEventListener('dragleave', onLeave)
      zone.removeEventListener('drop', onDrop)
    })
  })
  return over
}

import { createSignal, onCleanup, onMount, type Accessor } from 'solid-js'
import { PICTURES_PER_MESSAGE_MAX } from '@plaza/contract/limits'
import type { Attached } from '../talk/prepare.ts'
import { tried } from './open.ts'

/** The files that are about to be sent from one composer. */
export function attachedFiles() {
  const [all, setAll] = createSignal<Attached[]>([])
  const [original, setOriginal] = createSignal(false)
  /** How many are still being looked at. */
  const [coming, setComing] = createSignal(0)
  let looking: Promise<unknown> = Promise.resolve()
  const drop = (some: readonly Attached[]) => {
    for (const { url } of some) URL.revokeObjectURL(url)
    setAll(all().filter(one => !some.includes(one)))
    if (all().length === 0) setOriginal(false)
  }
  onCleanup(() => drop(all()))
  const look = async (files: File[], as?: 'file') => {
    setComing(count => count + files.length)
    try {
      const { attachAll } = await import('../talk/prepare.ts')
      const added = await attachAll(files, PICTURES_PER_MESSAGE_MAX - all().length, as)
      setAll([...all(), ...added])
    } finally {
      setComing(count => count - files.length)
    }
  }
  return {
    all,
    setAll,
    original,
    setOriginal,
    coming,
    some: () => all().length + coming() > 0,
    drop,
    /** One after the other: each knows how much room the earlier ones left. */
    add: (files: File[], as?: 'file'): void => {
      looking = looking.then(() => tried(() => look(files, as)))
    },
    /** Once all that was added has been looked at. */
    settled: async (): Promise<Attached[]> => {
      await looking
      return all()
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

import { createSignal } from 'solid-js'

/** What can be chosen for calls, as browsers name it. */
export type DeviceKind = 'audioinput' | 'videoinput' | 'audiooutput'
type Chosen = Partial<Record<DeviceKind, { readonly id: string; readonly label: string }>>

const KEPT = 'plaza.call-devices'

const [list, setList] = createSignal<readonly MediaDeviceInfo[]>([])
const [chosen, setChosen] = createSignal<Chosen>(kept())

/** The one that was chosen on this device, where it is there. Some browsers give new ids each time: then its name finds it. */
export function chosenDevice(kind: DeviceKind): string | undefined {
  const wish = chosen()[kind]
  if (!wish) return undefined
  const there = devicesOf(kind)
  const found =
    there.find(one => one.deviceId === wish.id) ?? there.find(one => one.label !== '' && one.label === wish.label)
  // Before a browser was allowed to use one, it lists none.
  return found?.deviceId ?? (there.length === 0 ? wish.id : undefined)
}

/** Keeps a choice on this device, also for the next call. */
export function chooseDevice(kind: DeviceKind, id: string): void {
  const label = devicesOf(kind).find(one => one.deviceId === id)?.label ?? ''
  setChosen({ ...chosen(), [kind]: { id, label } })
  localStorage.setItem(KEPT, JSON.stringify(chosen()))
}

/** Those that are there. Before a browser was allowed to use one it names none of its kind. */
export const devicesOf = (kind: DeviceKind): MediaDeviceInfo[] =>
  list().filter(one => one.kind === kind && one.deviceId !== '')

/** Looks which devices there are. */
export async function lookForDevices(): Promise<void> {
  setList(await navigator.mediaDevices.enumerateDevices().catch(() => []))
}
navigator.mediaDevices?.addEventListener?.('devicechange', () => void lookForDevices())

/** Whether this browser lets a page choose where it sounds. */
export const maySpeakElsewhere = 'setSinkId' in HTMLMediaElement.prototype

interface AsksForOutput {
  selectAudioOutput(): Promise<MediaDeviceInfo>
}
/** Some browsers list no speakers until their own question was answered. */
export const asksForSpeaker = 'selectAudioOutput' in (navigator.mediaDevices ?? {})

export async function askForSpeaker(): Promise<void> {
  const { deviceId } = await (navigator.mediaDevices as unknown as AsksForOutput).selectAudioOutput()
  await lookForDevices()
  chooseDevice('audiooutput', deviceId)
}

/** Lets an element sound where it was chosen; a speaker that is gone leaves it where it was. */
export function soundWhereChosen(element: HTMLMediaElement): void {
  const id = chosenDevice('audiooutput')
  if (id !== undefined && maySpeakElsewhere && element.sinkId !== id) void element.setSinkId(id).catch(() => {})
}

function kept(): Chosen {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? '{}') as Chosen
  } catch {
    return {}
  }
}

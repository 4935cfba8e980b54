import { createEffect, For, onMount, Show } from 'solid-js'
import { openDialog } from '../host/dialog.tsx'
import { t } from '../i18n.ts'
import { Choice } from '../ui/choice.tsx'
import { Button } from '../ui/controls.tsx'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import { toast } from '../ui/toast.tsx'
import {
  askForSpeaker,
  asksForSpeaker,
  chooseDevice,
  chosenDevice,
  devicesOf,
  lookForDevices,
  maySpeakElsewhere,
  type DeviceKind,
} from './devices.ts'
import { live, media } from './line.ts'

/** Asks where one speaks into, who sees one, and where the others are heard. */
export const chooseDevices = (): Promise<void> => openDialog<void>(done => <DevicesSheet onDone={done} />)

function DevicesSheet(props: { onDone: () => void }) {
  let box!: HTMLDivElement
  onMount(() => void lookForDevices())
  createEffect(() => live() ?? closestDialog(box)?.close())
  const turn = (change: Promise<void>) => void change.catch(() => toast(t('call.not_given')))
  return (
    <Sheet title={t('call.devices')} onClose={() => props.onDone()}>
      <div class="form call-devices" ref={box}>
        <Devices kind="audioinput" label={t('call.mic')} onChange={id => turn(media.microphone(id))} />
        <Show when={maySpeakElsewhere}>
          <Devices
            kind="audiooutput"
            label={t('call.devices.speaker')}
            onChange={id => chooseDevice('audiooutput', id)}
          />
        </Show>
        <Show when={maySpeakElsewhere && asksForSpeaker}>
          <Button onClick={() => turn(askForSpeaker())}>{t('call.devices.ask')}</Button>
        </Show>
        <Devices kind="videoinput" label={t('call.camera')} onChange={id => turn(media.cameraBy(id))} />
        <p class="note">{t(maySpeakElsewhere ? 'call.devices.kept' : 'call.devices.no_speaker')}</p>
      </div>
    </Sheet>
  )
}

/** The devices of one kind, where there are any. */
function Devices(props: { kind: DeviceKind; label: string; onChange: (id: string) => void }) {
  const all = () => devicesOf(props.kind)
  const used = () => {
    live()
    const { audioinput, videoinput } = media.inUse
    const now = { audioinput, videoinput, audiooutput: undefined }[props.kind]
    return (
      [now, chosenDevice(props.kind)].find(id => all().some(one => one.deviceId === id)) ?? all()[0]?.deviceId ?? ''
    )
  }
  return (
    <Show when={all().length > 0}>
      <Choice label={props.label} value={used()} onChange={id => props.onChange(id)}>
        <For each={all()}>
          {(one, i) => (
            <option value={one.deviceId} selected={one.deviceId === used()}>
              {one.label || t('call.devices.nth', { name: props.label, n: i() + 1 })}
            </option>
          )}
        </For>
      </Choice>
    </Show>
  )
}

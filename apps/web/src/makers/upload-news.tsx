import type { MakerProgram, Upload } from '@plaza/contract'
import { createEffect, createMemo, createSignal, on, Show } from 'solid-js'
import { call, codeOf } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { push } from '../router.ts'
import { Button } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { store, watch } from '../ui/state.ts'
import { makerAt } from './address.ts'
import { Problems } from './findings.tsx'

const ICONS = { waiting: 'clock', compiling: 'clock', done: 'check', failed: 'alert' } as const

/** The upload of a program that moved last while Plaza is open: it is compiled, it is a version, or why it is none. */
export function UploadNews(props: { program: MakerProgram; onMoved?: () => void }) {
  const [upload, setUpload] = createSignal<Upload>()
  const heard = createMemo(
    () => (watch(`uploads:${props.program.appId}`), store().uploads.get(props.program.appId)),
    undefined,
    { equals: false },
  )
  const look = async (id: string) => {
    const { appId } = props.program
    const found = await call('GET /makers/programs/:appId/uploads/:id', { appId, id }).catch(codeOf)
    // What cannot be asked now is told by the next hint.
    if (typeof found !== 'string') setUpload(found)
    props.onMoved?.()
  }
  createEffect(on(heard, id => id && void look(id)))
  return (
    <Show when={upload()}>
      {one => (
        <section class="made-upload" data-state={one().state} role="status">
          <p>
            <Icon name={ICONS[one().state]} />
            <span>
              <b>{t(`upload.${one().state}`, { version: one().version })}</b>
              <Show when={one().why}>{why => <span>{t(`upload.why.${why()}`)}</span>}</Show>
              <Show when={one().message}>{words => <span>{words()}</span>}</Show>
            </span>
            <Show when={one().versionId}>
              {id => (
                <Button small onClick={() => push(makerAt(props.program.appId, 'versions', id()))}>
                  {t('made.see')}
                </Button>
              )}
            </Show>
          </p>
          <Problems problems={one().problems} />
        </section>
      )}
    </Show>
  )
}

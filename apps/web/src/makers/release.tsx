import type { MakerProgram } from '@plaza/contract'
import { createSignal, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { t } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { FormSheet } from '../ui/form-sheet.tsx'
import { Chips } from '../ui/paged.tsx'
import { confirm } from '../ui/sheet.tsx'
import { toast } from '../ui/toast.tsx'
import { ALL, sharesFor, type Of } from './rules.ts'

/** Gives a version to a share of the people, or to all. */
export function ReleaseSheet(props: { program: MakerProgram; version: Of; onClose: () => void; onDone: () => void }) {
  const shares = sharesFor(props.program, props.version.id).map(String)
  /** Another share is another step; the same one, sent again, is not. */
  const steps = new Map(shares.map(share => [share, uuidv7()]))
  const [percent, setPercent] = createSignal(shares[0]!)
  const release = async () => {
    const wish = { appId: props.program.appId, version: props.version.id, percent: Number(percent()) }
    await call('POST /makers/programs/:appId/releases', { ...wish, id: steps.get(percent())! })
    toast(t('release.done', { version: props.version.version, percent: percent() }))
    props.onDone()
  }
  return (
    <FormSheet
      title={t('release.title', { version: props.version.version })}
      text={t(props.program.released ? 'release.text' : 'release.text.first')}
      submit={Number(percent()) === ALL ? t('release.to_all') : t('release.to', { percent: percent() })}
      onSubmit={release}
      onClose={props.onClose}
    >
      <Show when={shares.length > 1}>
        <Chips
          label={t('release.share')}
          all={shares}
          on={percent()}
          name={one => (Number(one) === ALL ? t('release.all') : t('release.percent', { percent: one }))}
          onChoose={setPercent}
        />
      </Show>
    </FormSheet>
  )
}

/** Goes back to a version for everybody, once somebody said twice that they mean it. */
export async function rollBack(program: MakerProgram, { id, version }: Pick<Of, 'id' | 'version'>): Promise<void> {
  const ok = t('release.back_to', { version })
  const first = { title: t('release.back.sure', { version }), text: t('release.back.text'), ok, danger: true }
  if (!(await confirm(first))) return
  const now = program.grey?.version ?? program.released?.version ?? ''
  const second = { title: t('release.back.really'), text: t('release.back.who', { now, version }), ok, danger: true }
  if (!(await confirm(second))) return
  const wish = { appId: program.appId, id: uuidv7(), version: id }
  if (await tried(() => call('POST /makers/programs/:appId/rollback', wish))) toast(t('release.back.done', { version }))
}

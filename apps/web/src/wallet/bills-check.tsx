import { createSignal, Match, Switch } from 'solid-js'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { Unloaded } from '../ui/answer.tsx'
import { Skeleton } from '../ui/controls.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { load } from '../ui/load.ts'
import { Page } from '../ui/page.tsx'
import { exactTime } from './bills-time.ts'
import { fingerprintOf } from './bills-file.ts'
import '../styles/bills.css'

/** No statement of the city is larger. */
const FILE_BYTES_MAX = 64 * 1024 * 1024

type Verdict = 'same' | 'differs' | 'large'

/** Whether a statement is what the city gave out: for anybody who has the file and its code. */
export function CheckPage(props: { code: string }) {
  const stamp = load(
    () => props.code,
    () => call('GET /wallet/stamps/:code', { code: props.code.toLowerCase() }),
  )
  return (
    <Page title={t('check.title')}>
      <div class="check-page">
        <p class="check-code">{t('check.code', { code: inFours(props.code) })}</p>
        <Switch fallback={<Skeleton rows={3} />}>
          <Match when={stamp.data()?.made && stamp.data()}>
            {made => <FileCheck sha256={made().sha256 ?? ''} date={exactTime(made().at ?? 0)} />}
          </Match>
          <Match when={stamp.data() || stamp.code() === 'bad_input'}>
            <Told icon="alert" title={t('check.unknown')} text={t('check.unknown.text')} bad />
          </Match>
          <Match when={stamp.code()}>{code => <Unloaded code={code()} again={stamp.again} />}</Match>
        </Switch>
      </div>
    </Page>
  )
}

/** As one reads a long code off paper. */
const inFours = (code: string): string => code.replace(/.{4}(?=.)/g, '$& ')

const Told = (props: { icon: IconName; title: string; text: string; bad?: boolean }) => (
  <div class="check-told" classList={{ bad: props.bad ?? false }} role="status">
    <Icon name={props.icon} />
    <h2>{props.title}</h2>
    <p>{props.text}</p>
  </div>
)

function FileCheck(props: { sha256: string; date: string }) {
  const [verdict, setVerdict] = createSignal<Verdict>()
  const [over, setOver] = createSignal(false)
  const check = async (file: File | undefined) => {
    if (!file) return
    setVerdict(undefined)
    if (file.size > FILE_BYTES_MAX) return setVerdict('large')
    setVerdict((await fingerprintOf(file)) === props.sha256 ? 'same' : 'differs')
  }
  return (
    <>
      <Switch
        fallback={<Told icon="shield" title={t('check.made')} text={t('check.made.text', { date: props.date })} />}
      >
        <Match when={verdict() === 'same'}>
          <Told icon="check" title={t('check.same')} text={t('check.same.text', { date: props.date })} />
        </Match>
        <Match when={verdict() === 'large'}>
          <Told icon="alert" title={t('check.differs')} text={t('check.large')} bad />
        </Match>
        <Match when={verdict() === 'differs'}>
          <Told icon="alert" title={t('check.differs')} text={t('check.differs.text')} bad />
        </Match>
      </Switch>
      <label
        class="check-drop"
        classList={{ over: over() }}
        onDragOver={event => (event.preventDefault(), setOver(true))}
        onDragLeave={() => setOver(false)}
        onDrop={event => {
          event.preventDefault()
          setOver(false)
          void check(event.dataTransfer?.files[0])
        }}
      >
        <input
          type="file"
          class="hidden-visually"
          accept=".pdf,.csv,.xml"
          onChange={event => {
            void check(event.currentTarget.files?.[0])
            event.currentTarget.value = ''
          }}
        />
        <Icon name="up" />
        <b>{t('check.choose')}</b>
        <span>{t('check.drop')}</span>
      </label>
      <p class="note center">{t('check.private')}</p>
    </>
  )
}

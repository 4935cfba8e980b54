import { createSignal, Show } from 'solid-js'
import { listOf, t } from '../i18n.ts'
import { replaceTop } from '../router.ts'
import { match } from '../routes.ts'
import { Button } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { Bar } from '../ui/page.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { toast } from '../ui/toast.tsx'
import { lookAt, type Found } from './scanned.ts'
import { Viewfinder } from './viewfinder.tsx'
import '../styles/codes.css'

interface Read {
  readonly text: string
  readonly found: Exclude<Found, { k: 'page' }>
}

/** One scanner for all codes, with the camera or from a picture. */
export function Scan() {
  const [read, setRead] = createSignal<Read | undefined>()
  const onText = (text: string) => {
    const { origin, port } = location
    const found = lookAt(text, { origin, port, isPage: path => match(path) !== undefined })
    if (found.k === 'page') replaceTop(found.path)
    else setRead({ text, found })
  }
  return (
    <div class="screen scan">
      <Bar title={t('scan.title')} />
      <Viewfinder hint={t('scan.hint')} paused={read() !== undefined} onText={onText} />
      <Show when={read()}>{one => <NotOurs read={one()} onClose={() => setRead(undefined)} />}</Show>
    </div>
  )
}

const TITLES = {
  wallet: 'scan.wallet',
  damaged: 'scan.damaged',
  till: 'scan.till',
  link: 'scan.foreign.link',
  text: 'scan.foreign.text',
} as const

/** A code that opens nothing by itself: says what it is and what can be done with it. */
function NotOurs(props: { read: Read; onClose: () => void }) {
  const copy = () => void navigator.clipboard?.writeText(props.read.text).then(() => toast(t('copied')))
  const url = () => (props.read.found.k === 'link' ? props.read.found.url : undefined)
  return (
    <Sheet title={t(TITLES[props.read.found.k])} onClose={props.onClose}>
      <p class="sheet-text">{explain(props.read.found)}</p>
      <p class="foreign">{props.read.text}</p>
      <div class="sheet-actions">
        <Button icon="copy" onClick={copy}>
          {t('chat.copy')}
        </Button>
        <Show when={url()}>
          {link => (
            <a class="button" href={link().href} target="_blank" rel="noopener noreferrer nofollow">
              <Icon name="link" /> <span>{t('scan.foreign.open')}</span>
            </a>
          )}
        </Show>
      </div>
    </Sheet>
  )
}

function explain(found: Read['found']): string {
  switch (found.k) {
    case 'wallet':
      return found.names.length > 0
        ? t('scan.wallet.note', { names: listOf([...found.names]) })
        : t('scan.wallet.other')
    case 'damaged':
      return t('scan.damaged.note')
    case 'till':
      return t('scan.till.note')
    case 'link':
      return t('scan.foreign.link.note', { host: found.url.host })
    case 'text':
      return t('scan.foreign.text.note')
  }
}

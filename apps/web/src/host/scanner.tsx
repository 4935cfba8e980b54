import { t } from '../i18n.ts'
import { Viewfinder } from '../screens/viewfinder.tsx'
import { Sheet } from '../ui/sheet.tsx'

/** Reads a code for a program; who closes it has read none. */
export function Scanner(props: { onDone: (text?: string) => void }) {
  let text: string | undefined
  let box!: HTMLDivElement
  const found = (next: string) => {
    text = next
    box.closest('dialog')?.close()
  }
  return (
    <Sheet title={t('scan.title')} onClose={() => props.onDone(text)}>
      <div class="program-scan scan" ref={box}>
        <Viewfinder hint={t('scan.hint')} paused={false} onText={found} />
      </div>
    </Sheet>
  )
}

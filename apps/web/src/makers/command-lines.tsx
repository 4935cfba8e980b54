import { t } from '../i18n.ts'
import { Button, Group } from '../ui/controls.tsx'
import { copyText } from '../ui/copy.ts'

/** What to type on the machine that has the sources. */
export const CommandLines = (props: { title: string; note: string; lines: readonly string[] }) => (
  <Group title={props.title} note={props.note}>
    <div class="key-box">
      {/* Long lines are scrolled by keyboard too. */}
      <pre tabindex="0">{props.lines.join('\n')}</pre>
      <Button small icon="copy" onClick={() => void copyText(props.lines.join('\n'))}>
        {t('chat.copy')}
      </Button>
    </div>
  </Group>
)

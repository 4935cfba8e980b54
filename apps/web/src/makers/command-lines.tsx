import { t } from '../i18n.ts'
import { copyText } from '../shops/fresh.tsx'
import { Button, Group } from '../ui/controls.tsx'

/** What to type on the machine that has the sources. */
export const CommandLines = (props: { title: string; note: string; lines: readonly string[] }) => (
  <Group title={props.title} note={props.note}>
    <div class="key-box">
      {/* Long lines are scrolled by keyboard too. */}
      <pre tabindex="0">{props.lines.join('\n')}</pre>
      <Button small icon="copy" onClick={() => copyText(props.lines.join('\n'))}>
        {t('chat.copy')}
      </Button>
    </div>
  </Group>
)

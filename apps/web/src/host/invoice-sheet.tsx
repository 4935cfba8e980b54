import { createSignal, For, Show } from 'solid-js'
import { t } from '../i18n.ts'
import { Button, Field, Group, Switch } from '../ui/controls.tsx'
import { IconButton } from '../ui/page.tsx'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import { store } from '../ui/state.ts'

/** To whom an invoice is made out, in the field names of the format. */
export interface InvoiceTitle {
  organisation: boolean
  title: string
  taxNumber: string
  companyAddress: string
  telephone: string
  bankName: string
  bankAccount: string
}

const TITLES_MAX = 10
const NONE: InvoiceTitle = {
  organisation: false,
  title: '',
  taxNumber: '',
  companyAddress: '',
  telephone: '',
  bankName: '',
  bankAccount: '',
}

const titlesKey = () => `plaza.invoices.${store().myId}`

function keptTitles(): InvoiceTitle[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(titlesKey()) ?? '[]')
    return Array.isArray(kept) ? kept.slice(0, TITLES_MAX).map(one => ({ ...NONE, ...one })) : []
  } catch {
    return []
  }
}

/** The citizen's invoice titles, kept on this device; one is given when they press it or write a new one. */
export function InvoiceSheet(props: { program: string; onDone: (title?: InvoiceTitle) => void }) {
  let box!: HTMLDivElement
  let chosen: InvoiceTitle | undefined
  const [titles, setTitles] = createSignal(keptTitles())
  const [writing, setWriting] = createSignal(titles().length === 0)
  const keep = (next: InvoiceTitle[]) => {
    setTitles(next.slice(0, TITLES_MAX))
    localStorage.setItem(titlesKey(), JSON.stringify(titles()))
  }
  const give = (title: InvoiceTitle) => {
    chosen = title
    closestDialog(box)?.close()
  }
  return (
    <Sheet title={t('program.invoice')} onClose={() => props.onDone(chosen)}>
      <div class="form" ref={box}>
        <p class="note">{t('program.invoice.for', { name: props.program })}</p>
        <Show
          when={!writing()}
          fallback={
            <NewTitle
              onDone={title => {
                keep([title, ...titles()])
                give(title)
              }}
            />
          }
        >
          <Group>
            <For each={titles()}>
              {one => (
                <div class="cell-row">
                  <button type="button" class="cell" onClick={() => give(one)}>
                    <span class="cell-text">
                      <span class="cell-title">{one.title}</span>
                      <span class="cell-note">{one.taxNumber}</span>
                    </span>
                  </button>
                  <IconButton
                    icon="trash"
                    label={t('program.invoice.remove', { title: one.title })}
                    onClick={() => keep(titles().filter(other => other !== one))}
                  />
                </div>
              )}
            </For>
          </Group>
          <Button icon="plus" onClick={() => setWriting(true)}>
            {t('program.invoice.add')}
          </Button>
        </Show>
      </div>
    </Sheet>
  )
}

function NewTitle(props: { onDone: (title: InvoiceTitle) => void }) {
  const [title, setTitle] = createSignal({ ...NONE, title: store().me.person.name })
  const field = (name: Exclude<keyof InvoiceTitle, 'organisation'>) => ({
    value: title()[name],
    onInput: (value: string) => setTitle({ ...title(), [name]: value }),
    maxlength: 120,
  })
  return (
    <form
      class="form"
      onSubmit={event => {
        event.preventDefault()
        props.onDone(title())
      }}
    >
      <Switch
        label={t('program.invoice.organisation')}
        on={title().organisation}
        onChange={organisation => setTitle({ ...title(), organisation })}
      />
      <Field label={t('program.invoice.title')} {...field('title')} required />
      <Field label={t('program.invoice.tax')} {...field('taxNumber')} required={title().organisation} />
      <Show when={title().organisation}>
        <Field label={t('program.invoice.address')} {...field('companyAddress')} />
        <Field label={t('program.address.phone')} {...field('telephone')} />
        <Field label={t('program.invoice.bank')} {...field('bankName')} />
        <Field label={t('program.invoice.account')} {...field('bankAccount')} />
      </Show>
      <Button type="submit" kind="primary">
        {t('program.invoice.give')}
      </Button>
    </form>
  )
}

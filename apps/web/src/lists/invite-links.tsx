import type { InviteLink } from '@plaza/contract'
import { INVITE_LINK_DAYS, INVITE_LINKS_MAX } from '@plaza/contract/limits'
import { createSignal, For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { fullTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { Unloaded } from '../ui/answer.tsx'
import { Button, Empty, Group, Skeleton } from '../ui/controls.tsx'
import { copyText } from '../ui/copy.ts'
import { load } from '../ui/load.ts'
import { IconButton, Page } from '../ui/page.tsx'
import { Qr } from '../ui/qr.tsx'
import { confirm, Sheet } from '../ui/sheet.tsx'
import '../styles/codes.css'
import '../styles/lists.css'

/** Links that invite others to be my contacts, each for a while. */
export function InviteLinks() {
  const list = load(
    () => 0,
    async () => (await call('GET /contacts/links')).links,
  )
  const [shown, setShown] = createSignal<InviteLink>()
  const [busy, setBusy] = createSignal(false)
  const links = () => list.data() ?? []
  const make = async (days: (typeof INVITE_LINK_DAYS)[number]) => {
    setBusy(true)
    await tried(async () => {
      const link = await call('POST /contacts/links', { id: uuidv7(), days })
      list.set([link, ...links()])
      setShown(link)
    })
    setBusy(false)
  }
  const drop = async ({ id }: InviteLink) => {
    const sure = { title: t('invite.drop.title'), text: t('invite.drop.text'), ok: t('invite.drop'), danger: true }
    if (!(await confirm(sure))) return
    if (await tried(() => call('DELETE /contacts/links/:id', { id }))) list.set(links().filter(one => one.id !== id))
  }
  const until = (link: InviteLink) => t('invite.until', { date: fullTime(link.expiresAt, language()) })
  return (
    <Page title={t('invite.title')}>
      <Show when={!list.code() || list.data()} fallback={<Unloaded code={list.code()!} again={list.again} />}>
        <Show when={list.data()} fallback={<Skeleton rows={3} />}>
          <Group title={t('invite.new')} note={t('invite.note')}>
            <div class="invite-days">
              <For each={INVITE_LINK_DAYS}>
                {days => (
                  <Button
                    busy={busy()}
                    disabled={links().length >= INVITE_LINKS_MAX}
                    icon="link"
                    onClick={() => void make(days)}
                  >
                    {t('invite.days', { count: days })}
                  </Button>
                )}
              </For>
            </div>
          </Group>
          <Show
            when={links().length > 0}
            fallback={<Empty icon="link" title={t('invite.none')} text={t('invite.none.text')} />}
          >
            <Group title={t('invite.mine')}>
              <For each={links()}>
                {link => (
                  <div class="cell folder-row">
                    <button type="button" class="folder-open" onClick={() => setShown(link)}>
                      <span class="cell-text">
                        <span class="cell-title" dir="ltr">
                          …{link.url.slice(-8)}
                        </span>
                        <span class="cell-note">{until(link)}</span>
                      </span>
                    </button>
                    <IconButton
                      icon={mayShare ? 'share' : 'copy'}
                      label={t(mayShare ? 'invite.share' : 'invite.copy')}
                      onClick={() => void (mayShare ? share(link) : copyText(link.url))}
                    />
                    <IconButton icon="trash" label={t('invite.drop')} onClick={() => void drop(link)} />
                  </div>
                )}
              </For>
            </Group>
          </Show>
        </Show>
      </Show>
      <Show when={shown()} keyed>
        {link => (
          <Sheet title={t('invite.one')} onClose={() => setShown(undefined)}>
            <div class="invite-shown">
              <div class="code-box">
                <Qr text={link.url} label={t('invite.one')} />
              </div>
              <a class="invite-link" href={link.url} target="_blank" rel="noopener" dir="ltr">
                {link.url}
              </a>
              <p>{until(link)}</p>
              <div class="invite-acts">
                <Button kind={mayShare ? 'plain' : 'primary'} icon="copy" onClick={() => void copyText(link.url)}>
                  {t('chat.copy')}
                </Button>
                <Show when={mayShare}>
                  <Button kind="primary" icon="share" onClick={() => void share(link)}>
                    {t('share')}
                  </Button>
                </Show>
              </div>
            </div>
          </Sheet>
        )}
      </Show>
    </Page>
  )
}

const mayShare = 'share' in navigator

const share = ({ url }: InviteLink): Promise<void> => navigator.share({ title: t('invite.one'), url }).catch(() => {})

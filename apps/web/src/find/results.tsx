import { For, Show } from 'solid-js'
import type { ChatEvent } from '@plaza/contract'
import { refusal, t } from '../i18n.ts'
import { Button, Empty, Skeleton } from '../ui/controls.tsx'
import { canAsk, type askFor, type Wish } from './ask.ts'
import { Hit } from './hit.tsx'

/** Files and links among the newest hits that stand by themselves. */
const APART = 3

/** What the server found, files and links apart; or why there is nothing. */
export function Messages(props: {
  asked: ReturnType<typeof askFor>
  wish: Wish
  others: number
  apart: boolean
  inChat?: boolean
  onOpen: () => void
}) {
  const isLink = (hit: ChatEvent) => typeof hit.b['text'] === 'string' && /https?:\/\//i.test(hit.b['text'])
  const some = (fits: (hit: ChatEvent) => boolean) =>
    props.apart ? props.asked.hits().filter(fits).slice(0, APART) : []
  const files = () => some(hit => hit.k === 'file')
  const links = () => some(isLink)
  const list = (title: string, hits: readonly ChatEvent[]) => (
    <Show when={hits.length > 0}>
      <h2 class="list-head">{title}</h2>
      <div class="list" role="list" aria-label={title}>
        <For each={hits}>
          {hit => <Hit hit={hit} words={props.wish.words} inChat={props.inChat ?? false} onOpen={props.onOpen} />}
        </For>
      </div>
    </Show>
  )
  return (
    <>
      <p class="hidden-visually" role="status">
        {props.asked.busy() ? '' : t('find.count', { count: props.asked.hits().length })}
      </p>
      {list(t('find.files'), files())}
      {list(t('find.links'), links())}
      {list(t('find.favourites'), props.asked.favourites().slice(0, APART))}
      {list(t('find.messages'), props.asked.hits())}
      <Show when={props.asked.busy() && props.asked.hits().length === 0}>
        <Skeleton rows={4} />
      </Show>
      <Show when={props.asked.code() && onlyKept(props.asked)}>
        <p class="note find-note" role="status">
          {t('find.kept')}
        </p>
        <div class="find-more">
          <Button icon="retry" onClick={() => props.asked.again()}>
            {t('retry')}
          </Button>
        </div>
      </Show>
      <Show when={!onlyKept(props.asked) && props.asked.code()}>
        {code => (
          <Empty icon={code() === 'offline' ? 'wifi' : 'alert'} title={t('find.failed')} text={refusal(code())}>
            <Button icon="retry" onClick={() => props.asked.again()}>
              {t('retry')}
            </Button>
          </Empty>
        )}
      </Show>
      <Show when={!canAsk(props.wish)}>
        <p class="note find-note">{t('find.short')}</p>
      </Show>
      <Show when={isEmpty(props)}>
        <Empty icon="search" title={t('chats.none_found')} text={t('find.none.text')} />
      </Show>
      <Show when={props.asked.next()}>
        <div class="find-more">
          <Button busy={props.asked.busy()} onClick={() => void props.asked.more()}>
            {t('list.more')}
          </Button>
        </div>
      </Show>
    </>
  )
}

const onlyKept = (asked: ReturnType<typeof askFor>): boolean => asked.kept() && asked.hits().length > 0

const isEmpty = ({ asked, wish, others }: { asked: ReturnType<typeof askFor>; wish: Wish; others: number }): boolean =>
  canAsk(wish) && !asked.busy() && asked.code() === undefined && asked.hits().length === 0 && others === 0

import { BAD_TYPE } from '@plaza/compat-wechat'
import type { City } from '@plaza/house'
import { derivedId, Refusal } from '@plaza/kernel'
import { personBehind } from '@plaza/programs'
import { checkContent } from '../content.ts'
import { beginBroadcast } from '../followers/broadcast.ts'
import { notify } from '../notices.ts'
import { answer, type Said } from '../service/send.ts'
import { done, object, say, text, type Handler } from './say.ts'
import { held } from './held.ts'

/** Messages to citizens, and what may be in them. */
export const messagePaths: Readonly<Record<string, Handler>> = {
  '/cgi-bin/message/subscribe/send': held(async (city, appId, { fields }) => {
    await bring(city, appId, fields, text(fields['page']))
    return done
  }),
  '/cgi-bin/message/template/send': held(async (city, appId, { fields }) => {
    const page = text(object(fields['miniprogram'])['pagepath'])
    const id = await bring(city, appId, fields, page)
    return say({ errcode: 0, errmsg: 'ok', msgid: Number.parseInt(id.slice(-12), 16) })
  }),
  '/cgi-bin/message/custom/send': held(async (city, appId, { fields }) => {
    const said = saidIn(fields)
    if (!said) return say(BAD_TYPE)
    await answer(city, { id: city.newId(), appId, openid: text(fields['touser']), said })
    return done
  }),
  '/cgi-bin/message/mass/sendall': held(async (city, appId, { fields }) => {
    if (fields['msgtype'] !== 'text') return say(BAD_TYPE)
    if (object(fields['filter'])['is_to_all'] !== true) throw new Refusal('bad_input', { field: 'filter' })
    const words = text(object(fields['text'])['content']).trim()
    const said = text(fields['clientmsgid'])
    const id = said === '' ? city.newId() : derivedId('mass', appId, said)
    if (words === '') throw new Refusal('text_empty')
    const [title = ''] = words.split('\n')
    await beginBroadcast(city, {
      id,
      appId,
      title: [...title].slice(0, 60).join(''),
      text: words.slice(0, 600),
      page: '',
    })
    return say({ errcode: 0, errmsg: 'send job submission success', msg_id: Number.parseInt(id.slice(-12), 16) })
  }),
  '/wxa/msg_sec_check': held(async (city, appId, { fields }) => {
    if ((await personBehind(city, appId, text(fields['openid']))) === undefined) throw new Refusal('openid_unknown')
    const { suggest, label, words } = await checkContent(city, text(fields['content']))
    return say({
      errcode: 0,
      errmsg: 'ok',
      trace_id: city.newId(),
      result: { suggest, label },
      detail: words.slice(0, 20).map(one => ({
        strategy: 'keyword',
        errcode: 0,
        suggest: one.suggest,
        label: one.label,
        level: 0,
        keyword: one.word,
      })),
    })
  }),
}

/** The same words to the same person within a minute are the same message, sent again because its answer was lost. */
async function bring(
  city: City,
  appId: string,
  fields: Readonly<Record<string, unknown>>,
  page: string,
): Promise<string> {
  const wish = {
    openid: text(fields['touser']),
    template: text(fields['template_id']),
    page: page.replace(/^\/+/, ''),
    data: valuesOf(fields['data']),
  }
  const minute = Math.floor(city.clock.now() / 60_000)
  const id = derivedId(appId, JSON.stringify(wish), String(minute))
  await notify(city, appId, wish, id)
  return id
}

/** Numbers are written as servers of the format often send them: bare. */
const scalar = (value: unknown): string => (typeof value === 'number' ? String(value) : text(value))

/** `{ thing1: { value: 'Dinner' } }` as `{ thing1: 'Dinner' }`. */
const valuesOf = (data: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries(object(data)).map(([key, field]) => [key, scalar(object(field)['value'])]))

/** What is said, of the kinds that the chat can show: words, a link with words, a page of the program. */
function saidIn(fields: Readonly<Record<string, unknown>>): Said | undefined {
  const part = (name: string, of = fields) => object(of[name])
  switch (fields['msgtype']) {
    case 'text':
      return { type: 'text', text: text(part('text')['content']) }
    case 'link':
      return words(part('link'))
    case 'news': {
      const [article] = Array.isArray(part('news')['articles']) ? (part('news')['articles'] as unknown[]) : []
      return article === undefined ? undefined : words(object(article))
    }
    case 'miniprogrampage': {
      const { title, pagepath } = part('miniprogrampage')
      return { type: 'page', title: text(title).slice(0, 60) || ' ', page: text(pagepath).replace(/^\/+/, '') }
    }
    default:
      return undefined
  }
}

const words = ({ title, description, url }: Readonly<Record<string, unknown>>): Said => ({
  type: 'text',
  text: [title, description, url].map(text).filter(Boolean).join('\n'),
})

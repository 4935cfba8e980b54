import { NO_MENU } from '@plaza/compat-wechat'
import { platformApi, type MenuButton } from '@plaza/contract'
import { Refusal } from '@plaza/kernel'
import { Value } from 'typebox/value'
import { drawCode } from '../codes/draw.ts'
import { followerBehind, followersPage } from '../followers/read.ts'
import { setMenu } from '../menu.ts'
import { dropMenu, menuOf } from '../store.ts'
import { picture } from '../wire.ts'
import { done, object, say, text, type CompatAsk, type Handler } from './say.ts'
import { held } from './held.ts'

const LANGUAGES = { en: 'en', es: 'es', zh: 'zh_CN' } as const
const width = ({ fields }: CompatAsk): number | undefined =>
  typeof fields['width'] === 'number' ? fields['width'] : undefined

/** The program's codes, its account's menu and followers. */
export const accountPaths: Readonly<Record<string, Handler>> = {
  '/wxa/getwxacodeunlimit': held(async (city, appId, ask) =>
    picture(
      drawCode(city, appId, { page: text(ask.fields['page']), scene: text(ask.fields['scene']), width: width(ask) }),
    ),
  ),
  '/wxa/getwxacode': held(async (city, appId, ask) =>
    picture(drawCode(city, appId, { page: text(ask.fields['path']), width: width(ask) })),
  ),
  '/cgi-bin/wxaapp/createwxaqrcode': held(async (city, appId, ask) =>
    picture(drawCode(city, appId, { page: text(ask.fields['path']), width: width(ask) })),
  ),
  '/cgi-bin/menu/create': held(async (city, appId, { fields }) => {
    const buttons = Array.isArray(fields['button']) ? fields['button'].map(one => fromWire(object(one))) : []
    if (!Value.Check(platformApi.Menu, buttons)) throw new Refusal('bad_input', { field: 'button' })
    await setMenu(city, appId, buttons)
    return done
  }),
  '/cgi-bin/menu/get': held(async (city, appId) => {
    const menu = await menuOf<MenuButton[]>(city.db, appId)
    return say(menu ? { menu: { button: menu.map(one => toWire(one, appId)) } } : NO_MENU)
  }),
  '/cgi-bin/menu/delete': held(async (city, appId) => {
    await dropMenu(city.db, appId)
    return done
  }),
  '/cgi-bin/user/get': held(async (city, appId, { query }) => {
    const { total, openids } = await followersPage(city, appId, query.get('next_openid') || undefined)
    return say({
      total,
      count: openids.length,
      ...(openids.length > 0 ? { data: { openid: openids } } : {}),
      next_openid: openids.at(-1) ?? '',
    })
  }),
  '/cgi-bin/user/info': held(async (city, appId, { query }) => {
    const openid = query.get('openid') ?? ''
    const follower = await followerBehind(city, appId, openid)
    if (!follower) return say({ subscribe: 0, openid })
    const { unionid, since, language } = follower
    return say({
      subscribe: 1,
      openid,
      unionid,
      language: LANGUAGES[language],
      subscribe_time: Math.floor(since / 1000),
      remark: '',
      groupid: 0,
      tagid_list: [],
      subscribe_scene: 'ADD_SCENE_OTHERS',
    })
  }),
}

/** A button in the words of the format, as the account keeps it. */
function fromWire(wire: Readonly<Record<string, unknown>>): object {
  const subs = Array.isArray(wire['sub_button']) ? wire['sub_button'].map(one => fromWire(object(one))) : []
  const name = text(wire['name'])
  if (subs.length > 0) return { name, buttons: subs }
  switch (wire['type']) {
    case 'view':
      return { name, type: 'view', url: text(wire['url']) }
    case 'miniprogram':
      return { name, type: 'page', page: text(wire['pagepath']) }
    default:
      return { name, type: wire['type'], key: text(wire['key']) }
  }
}

function toWire({ name, type, key, url, page, buttons = [] }: MenuButton, appId: string): object {
  const sub_button = buttons.map(one => toWire(one, appId))
  switch (type) {
    case 'view':
      return { type, name, url, sub_button }
    case 'page':
      return { type: 'miniprogram', name, appid: appId, pagepath: page, sub_button }
    case 'click':
      return { type, name, key, sub_button }
    default:
      return { name, sub_button }
  }
}

import { Agent } from 'node:https'
import { createRequire } from 'node:module'
import { connect } from 'node:net'
import { promisify } from 'node:util'
import { APP, type Town } from './scene.ts'

// Libraries of others, unmodified, each told by its own options where the city is. Only what the tests call is typed.

const load = createRequire(import.meta.url)

type Json = Record<string, unknown>

export interface CoWechatApi {
  code2Session(code: string): Promise<{ openid: string; unionid: string; session_key: string }>
  getAccessToken(): Promise<{ accessToken: string }>
  getToken(): Promise<{ accessToken: string } | null>
  saveToken(token: { accessToken: string; expireTime: number } | null): Promise<void>
  sendSubscribeMessage(openid: string, template: string, page: string, data: object): Promise<Json>
  sendTemplate(openid: string, template: string, url: string, color: string, data: object, mini: object): Promise<Json>
  sendText(openid: string, text: string): Promise<Json>
  sendNews(openid: string, articles: object[]): Promise<Json>
  sendMiniProgram(openid: string, page: object): Promise<Json>
  massSendText(text: string, receivers: boolean, id?: string): Promise<Json>
  getWXACode(path: string): Promise<Buffer>
  getWXACodeUnlimit(scene: string, page: string): Promise<Buffer>
  createWXAQRCode(path: string): Promise<Buffer>
  createMenu(menu: object): Promise<Json>
  getMenu(): Promise<{ menu: { button: Json[] } }>
  removeMenu(): Promise<Json>
  getFollowers(after?: string): Promise<{ total: number; data: { openid: string[] } }>
  getUser(openid: string): Promise<Json>
  getJsConfig(of: { debug: boolean; jsApiList: string[]; url: string }): Promise<{
    appId: string
    timestamp: string
    nonceStr: string
    signature: string
  }>
}

/** Its addresses are properties. */
export function coWechatApi(t: Town): CoWechatApi {
  const Api = load('co-wechat-api') as new (appId: string, secret: string) => CoWechatApi
  const addresses = { prefix: `${t.api}/cgi-bin/`, snsPrefix: `${t.api}/sns/`, wxaPrefix: `${t.api}/wxa/` }
  return Object.assign(new Api(APP, t.secret), addresses)
}

const WECHAT_API = [
  'getUser',
  'getFollowers',
  'sendText',
  'sendNews',
  'sendTemplate',
  'createMenu',
  'getMenu',
  'removeMenu',
] as const
export type WechatApi = Record<(typeof WECHAT_API)[number] | 'getTicket', (...values: unknown[]) => Promise<Json>>

/** Its address is one property; its calls take callbacks. */
export function wechatApi(t: Town): WechatApi {
  const Api = load('wechat-api') as new (
    appId: string,
    secret: string,
  ) => Record<string, (...values: unknown[]) => void>
  const api = Object.assign(new Api(APP, t.secret), { endpoint: t.api })
  const call = (name: string) => promisify((api[name] as (...values: unknown[]) => void).bind(api))
  return Object.fromEntries([...WECHAT_API, 'getTicket'].map(name => [name, call(name)])) as WechatApi
}

export interface WechatOauth {
  getAuthorizeURL(redirect: string, state: string, scope: string): string
  getAccessToken(
    code: string,
  ): Promise<{ data: Json & { access_token: string; openid: string; refresh_token: string } }>
  refreshAccessToken(refresh: string): Promise<{ data: Json & { access_token: string } }>
  getUser(openid: string): Promise<Json>
  verifyToken(openid: string, token: string): Promise<Json>
  getUserByCode(of: { code: string; encryptedData: string; iv: string }): Promise<Json>
}

/** Its addresses are fixed, so its connections lead elsewhere: by an agent, which is an option of it. */
export function wechatOauth(t: Town, miniProgram = false): WechatOauth {
  const Oauth = load('wechat-oauth') as new (...values: unknown[]) => Record<string, (...values: unknown[]) => unknown>
  const oauth = new Oauth(APP, t.secret, undefined, undefined, miniProgram)
  const agent = new Agent()
  const { port } = new URL(t.api)
  Object.assign(agent, { createConnection: () => connect({ host: '127.0.0.1', port: Number(port) }) })
  oauth['setOpts']!({ httpsAgent: agent, timeout: 10_000 })
  const call = (name: string) => promisify((oauth[name] as (...values: unknown[]) => void).bind(oauth))
  const names = ['getAccessToken', 'refreshAccessToken', 'getUser', 'verifyToken', 'getUserByCode']
  return Object.assign(Object.fromEntries(names.map(name => [name, call(name)])), {
    getAuthorizeURL: oauth['getAuthorizeURL']!.bind(oauth),
  }) as unknown as WechatOauth
}

export interface KoaLike {
  readonly query: Record<string, string>
  readonly method: string
  readonly request: { readonly body: string }
  status?: number
  body?: string
  type?: string
}

/** A receiving server: its handler gets each message and says what is answered at once. */
export function coWechat(
  config: { token: string; appid?: string; encodingAESKey?: string },
  handle: (message: Record<string, string>) => Promise<string>,
): (context: KoaLike) => Promise<void> {
  const make = load('co-wechat') as (config: object) => {
    middleware(handle: object): (context: KoaLike) => Promise<void>
  }
  return make(config).middleware(handle)
}

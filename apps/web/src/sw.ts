import { isKept, keptFile } from './sw-files.ts'

/** The few things of a service worker's world that are used here; TypeScript cannot know both it and the page's. */
interface Worker {
  location: Location
  clients: {
    claim(): Promise<void>
    matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<WindowClient[]>
    openWindow(path: string): Promise<WindowClient | null>
  }
  registration: {
    showNotification(
      title: string,
      options: NotificationOptions & { renotify?: boolean; vibrate?: number[] },
    ): Promise<void>
  }
  skipWaiting(): Promise<void>
  addEventListener(
    type: 'install' | 'activate',
    listener: (event: { waitUntil(work: Promise<unknown>): void }) => void,
  ): void
  addEventListener(
    type: 'fetch',
    listener: (event: { request: Request; respondWith(answer: Promise<Response>): void }) => void,
  ): void
  addEventListener(
    type: 'push',
    listener: (event: { data: { json(): unknown } | null; waitUntil(work: Promise<unknown>): void }) => void,
  ): void
  addEventListener(
    type: 'notificationclick',
    listener: (event: { notification: Notification; waitUntil(work: Promise<unknown>): void }) => void,
  ): void
}
interface WindowClient {
  focus(): Promise<WindowClient>
  navigate(url: string): Promise<WindowClient | null>
  postMessage(message: unknown, transfer?: Transferable[]): void
  readonly visibilityState: DocumentVisibilityState
}
const worker = globalThis as unknown as Worker

/** Written by the build: the release's files, and a name made of their contents. */
const FILES = JSON.parse('__FILES__') as string[]
const SHELL = 'plaza-shell-__RELEASE__'
const MEDIA = 'plaza-media'
const MEDIA_MAX = 400
/** The release before this one stays, for tabs that still run it. */
const SHELLS_KEPT = 2

const ANSWERS_WITHIN_MS = 1_000

worker.addEventListener('install', event => {
  event.waitUntil(
    caches
      .open(SHELL)
      .then(cache => cache.addAll(FILES.map(file => new Request(file, { cache: 'reload' }))))
      .then(() => worker.skipWaiting()),
  )
})

worker.addEventListener('activate', event => event.waitUntil(forgetOld().then(() => worker.clients.claim())))

async function forgetOld(): Promise<void> {
  const shells = (await caches.keys()).filter(name => name.startsWith('plaza-shell-') && name !== SHELL)
  await Promise.all(shells.slice(0, Math.max(0, shells.length - SHELLS_KEPT + 1)).map(name => caches.delete(name)))
}

worker.addEventListener('fetch', event => {
  const url = new URL(event.request.url)
  if (event.request.method !== 'GET' || url.origin !== worker.location.origin) return
  if (isKept(event.request)) return event.respondWith(keptFile(event.request))
  if (url.pathname.startsWith('/api/') || url.pathname === '/ws') return
  if (event.request.mode === 'navigate') event.respondWith(shell(event.request))
  else if (url.pathname.startsWith('/media/')) event.respondWith(media(event.request))
  else event.respondWith(caches.match(event.request).then(kept => kept ?? fetch(event.request)))
})

/** Every page of ours is the same document; without one kept, the network is asked. */
async function shell(request: Request): Promise<Response> {
  const cache = await caches.open(SHELL)
  return (await cache.match('/')) ?? fetch(request)
}

/** Media never change under their address: once here, they are not asked for again. */
async function media(request: Request): Promise<Response> {
  const cache = await caches.open(MEDIA)
  const kept = await cache.match(request)
  if (kept) return kept
  const response = await fetch(request)
  if (response.ok) {
    await cache.put(request, response.clone())
    const keys = await cache.keys()
    if (keys.length > MEDIA_MAX) await Promise.all(keys.slice(0, keys.length - MEDIA_MAX).map(key => cache.delete(key)))
  }
  return response
}

/** What the city sends to a device that nobody looks at. */
interface Call {
  tag: string
  title: string
  body: string
  path: string
  unread: number
  ring?: 'on' | 'off'
}
const RING_PATTERN_MS = [400, 200, 400, 1_000, 400, 200, 400, 1_000, 400, 200, 400]

worker.addEventListener('push', event => {
  const call = event.data?.json() as Call | undefined
  // Every push must show something, whatever it brings.
  event.waitUntil(show(call ?? { tag: 'plaza', title: 'Plaza', body: '', path: '/', unread: 0 }))
})

async function show({ tag, title, body, path, unread, ring }: Call): Promise<void> {
  if (unread > 0) await (navigator as { setAppBadge?: (count: number) => Promise<void> }).setAppBadge?.(unread)
  await worker.registration.showNotification(title, {
    body,
    tag,
    renotify: ring !== 'off',
    ...(ring === 'on' ? { requireInteraction: true, vibrate: RING_PATTERN_MS } : {}),
    ...(ring === 'off' ? { silent: true } : {}),
    icon: '/icon-192.png',
    badge: '/icon-maskable.png',
    data: { path },
  })
}

worker.addEventListener('notificationclick', event => {
  event.notification.close()
  const { path } = event.notification.data as { path: string }
  event.waitUntil(open(path))
})

/** Goes to the page in a window that is open already, or in a new one. */
async function open(path: string): Promise<void> {
  const [window] = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (!window) return void (await worker.clients.openWindow(path))
  await window.focus().catch(() => {}) // only a tap may, and it is shown all the same
  // One that is still starting hears nothing yet: it is sent there.
  if (!(await goesThere(window, path))) await window.navigate(path)
}

/** Asks the app in a window to go to a page; false when it does not answer. */
function goesThere(window: WindowClient, path: string): Promise<boolean> {
  const { port1, port2 } = new MessageChannel()
  return new Promise(done => {
    port1.addEventListener('message', () => done(true))
    port1.start()
    setTimeout(() => done(false), ANSWERS_WITHIN_MS)
    window.postMessage({ t: 'open', path }, [port2])
  })
}

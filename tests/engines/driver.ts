/** A browser with one window, driven from outside: as much of it as all three engines can do. */
export interface Driver extends AsyncDisposable {
  readonly name: string
  /** Comes in as the holder of a session. */
  signIn(url: string, token: string): Promise<void>
  open(url: string): Promise<void>
  /** What an expression of the host's page is worth; waits for promises. */
  run<T>(expression: string): Promise<T>
  /** Keys as from a keyboard, one after the other. */
  type(text: string): Promise<void>
  click(x: number, y: number): Promise<void>
}

export const WINDOW = { width: 1280, height: 800 }
export const KEY_EVERY_MS = 40
export const COOKIE = 'plaza_session'

export const pause = (ms: number): Promise<void> => new Promise(done => setTimeout(done, ms))

/** Tries until it does not throw any more. */
export async function persist<T>(work: () => Promise<T>, tries = 100, everyMs = 100): Promise<T> {
  for (let left = tries; ; left--) {
    try {
      return await work()
    } catch (error) {
      if (left === 0) throw error
      await pause(everyMs)
    }
  }
}

/** The actions of the WebDriver standard, which both of its protocols take: keys, and a click. */
export const keyActions = (text: string) => [
  {
    type: 'key',
    id: 'keyboard',
    actions: [...text].flatMap(value => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
      { type: 'pause', duration: KEY_EVERY_MS },
    ]),
  },
]

export const clickActions = (x: number, y: number) => [
  {
    type: 'pointer',
    id: 'mouse',
    parameters: { pointerType: 'mouse' },
    actions: [
      { type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0 },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ],
  },
]

/** As a text, because that is what every protocol brings back whole. */
export const asText = (expression: string): string => `(async () => JSON.stringify((await (${expression})) ?? null))()`

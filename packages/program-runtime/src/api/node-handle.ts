import type { PageNode } from '../backend.ts'
import { isDict, type Dict } from '../plain.ts'
import type { Program } from '../program.ts'
import { settle } from './call.ts'
import { canvasNode } from './canvas.ts'
import { canvasContext } from './canvas-legacy.ts'

/** Methods of components of the view, by tag: plain ones, and those that answer. */
const METHODS: Readonly<Record<string, { readonly tell: readonly string[]; readonly ask: readonly string[] }>> = {
  video: {
    tell: words(
      'play pause stop seek sendDanmu playbackRate requestFullScreen exitFullScreen showStatusBar hideStatusBar',
    ),
    ask: words('exitPictureInPicture requestBackgroundPlayback exitBackgroundPlayback'),
  },
  audio: { tell: words('play pause seek setSrc'), ask: [] },
  map: {
    tell: [],
    ask: words(
      'getCenterLocation moveToLocation translateMarker includePoints getRegion getRotate getSkew getScale setCenterOffset ' +
        'addMarkers removeMarkers moveAlong initMarkerCluster addCustomLayer removeCustomLayer addGroundOverlay ' +
        'updateGroundOverlay removeGroundOverlay toScreenLocation fromScreenLocation setBoundary openMapApp addArc removeArc eraseLines',
    ),
  },
  editor: {
    tell: words('format'),
    ask: words(
      'insertText insertImage insertDivider setContents getContents clear removeFormat undo redo blur scrollIntoView getSelectionText',
    ),
  },
  camera: { tell: [], ask: words('takePhoto startRecord stopRecord setZoom') },
  'scroll-view': {
    tell: words('scrollTo scrollIntoView triggerRefresh closeRefresh triggerTwoLevel closeTwoLevel'),
    ask: [],
  },
  'live-player': { tell: [], ask: words('play stop mute pause resume requestFullScreen exitFullScreen snapshot') },
  'live-pusher': { tell: [], ask: words('start stop pause resume switchCamera snapshot toggleTorch') },
  textarea: { tell: words('focus blur'), ask: [] },
  input: { tell: words('focus blur'), ask: [] },
}

function words(text: string): string[] {
  return text.split(' ')
}

const handles = new WeakMap<PageNode, unknown>()

/** What a query gives as `node` or `context`: a canvas, or the object that commands the component. The same node gives the same. */
export function nodeHandle(program: Program, node: PageNode, as: 'node' | 'context'): unknown {
  if (node.tag === 'canvas' && as === 'context') return canvasContext(program, node)
  let handle = handles.get(node)
  if (handle === undefined) {
    handle = node.tag === 'canvas' ? canvasNode(program, node) : commands(program, node.tag, () => node)
    handles.set(node, handle)
  }
  return handle
}

/** An object whose methods are told to the component; the component is looked for at each call, because it may come later. */
export function commands(program: Program, tag: string, find: () => PageNode | undefined): Dict {
  const out: Dict = {}
  const { tell = [], ask = [] } = METHODS[tag] ?? {}
  for (const name of tell) out[name] = (...args: readonly unknown[]) => find()?.invoke(name, ...args)
  for (const name of ask) {
    out[name] = (given: unknown) => {
      const options = isDict(given) ? given : {}
      const node = find()
      const { success: _s, fail: _f, complete: _c, ...data } = options
      const outcome = node
        ? program.invoke(node.id, name, data).then(answer => {
            if (isDict(answer) && typeof answer['errMsg'] === 'string' && answer['errMsg'].includes(':fail'))
              throw new Error(answer['errMsg'])
            return isDict(answer) ? answer : {}
          })
        : Promise.reject(new Error('fail the component is not there'))
      return settle(program, name, options, outcome)
    }
  }
  if (tag === 'camera') out['onCameraFrame'] = () => ({ start: () => undefined, stop: () => undefined })
  if (tag === 'map') out['on'] = out['off'] = () => undefined
  return out
}

import { startView } from '@plaza/program-view'

// The page names its other scripts on this one's tag: all three lie side by side.
const { src, dataset } = document.currentScript as HTMLScriptElement
const beside = (name: string | undefined) => new URL(name ?? '', src).href

startView({ logic: beside(dataset['logic']), more: beside(dataset['more']) })

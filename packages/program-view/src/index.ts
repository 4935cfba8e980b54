export { startView, MORE, type FrameScripts } from './start.ts'

declare module 'virtual:locale/*' {
  import type { Messages } from '@lingui/core'
  const messages: Messages
  export default messages
}
declare const __VERSION__: string

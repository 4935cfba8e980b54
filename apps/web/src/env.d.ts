declare module 'virtual:locale/*' {
  const messages: Record<string, import('@lingui/core').Messages[string]>
  export default messages
}

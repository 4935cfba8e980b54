import * as runtime from '@plaza/program-runtime'

// In the Worker, before any code of a program is loaded.
const { startLogic } = runtime as { startLogic?: () => void }
startLogic?.()

import { startLogic } from '@plaza/program-runtime'

// In the Worker, before any code of a program is loaded.
startLogic(self as never)

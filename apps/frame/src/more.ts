import { more } from '@plaza/program-view/more'

// The first script finds the components of the second one by this name.
Object.assign(globalThis, { plazaMore: more })

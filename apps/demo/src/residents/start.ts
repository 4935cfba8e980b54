import type { City } from '@plaza/house'
export async function startResidents(_city: City, _options: { home: string; url: string }): Promise<void> {}

export function serverFlags(cores?: number): string[]

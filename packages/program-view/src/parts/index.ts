import type { MakePart } from '../types.ts'
import { button } from './button.ts'
import { form } from './form.ts'
import { image } from './image.ts'
import { input } from './input.ts'
import { label } from './label.ts'
import { navigator } from './navigator.ts'
import { text } from './text.ts'

/** Components of the first script, by tag. */
export const makers: Readonly<Record<string, MakePart>> = {
  button,
  'cover-image': image,
  form,
  image,
  input,
  label,
  navigator,
  text,
}

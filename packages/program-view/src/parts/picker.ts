import { dateColumns, timeColumns, type DateFields } from '../dates.ts'
import { openSheet, type OpenSheet, type SheetColumns } from '../sheet.ts'
import type { MakePart } from '../types.ts'
import { bool, isRecord, list, num, text } from '../values.ts'
import { regionColumns, regionOf } from './regions.ts'

/** `picker`: opens a sheet of wheels when what is in it is tapped. */
export const picker: MakePart = (box, view) => {
  box.dom.tabIndex = 0
  box.dom.setAttribute('role', 'button')
  box.dom.setAttribute('aria-haspopup', 'dialog')
  const attr = (name: string) => view.attr(box, name)
  const mode = () => text(attr('mode'), 'selector')
  let sheet: OpenSheet | null = null
  let first: unknown
  /** What the wheels show while the sheet is open. */
  let now: SheetColumns = { columns: [], chosen: [] }

  const label = (item: unknown): string => {
    const key = text(attr('rangeKey'))
    return text(key && isRecord(item) ? item[key] : item)
  }

  /** The wheels for a value: of the program, or of wheels that were just moved. */
  function columnsFor(value: unknown): SheetColumns {
    switch (mode()) {
      case 'multiSelector': {
        const chosen = list(value).map(index => num(index))
        const columns = list(attr('range')).map(column => list(column).map(label))
        return { columns, chosen: columns.map((_, index) => chosen[index] ?? 0) }
      }
      case 'time':
        return timeColumns(text(value), text(attr('start')), text(attr('end')))
      case 'date':
        return dateColumns(text(value), todayText(), {
          start: text(attr('start')),
          end: text(attr('end')),
          fields: fieldsOf(attr('fields')),
        })
      case 'region':
        return regionColumns(
          list(value).map(name => text(name)),
          text(attr('customItem')),
          text(attr('level')),
        )
      default:
        return { columns: [list(attr('range')).map(label)], chosen: [num(value)] }
    }
  }

  /** What the program gets for what the wheels show. */
  function valueOf(chosen: readonly number[]): unknown {
    const rows = chosen.map((index, column) => now.columns[column]?.[index] ?? '')
    switch (mode()) {
      case 'multiSelector':
        return [...chosen]
      case 'time':
        return rows.join(':')
      case 'date':
        return rows.join('-')
      case 'region':
        return rows
      default:
        return String(chosen[0] ?? 0)
    }
  }

  function open(): void {
    if (sheet || bool(attr('disabled'))) return
    now = columnsFor(attr('value'))
    sheet = openSheet(view, {
      ...now,
      title: text(attr('headerText')),
      moved(column, index) {
        const chosen = now.chosen.map((old, at) =>
          at === column ? index : at > column && mode() === 'region' ? 0 : old,
        )
        now = { ...now, chosen }
        if (mode() === 'multiSelector') {
          view.fire(box, 'columnchange', { column, value: index })
          return undefined
        }
        if (mode() === 'selector') return undefined
        return (now = columnsFor(valueOf(chosen)))
      },
      done(chosen) {
        sheet = null
        const value = valueOf(chosen)
        view.changed(box, 'value', value)
        const region = mode() === 'region' ? regionOf(list(value).map(name => text(name))) : {}
        view.fire(box, 'change', { value, ...region })
      },
      cancelled() {
        sheet = null
        view.fire(box, 'cancel', {})
      },
    })
  }

  return {
    set(name, value) {
      if (name === 'value') first ??= value
      if (name === 'disabled') box.dom.setAttribute('aria-disabled', String(bool(value)))
      // Programs change ranges and values of other columns while the sheet is open.
      if (sheet && (name === 'range' || name === 'value')) {
        queueMicrotask(() => {
          if (sheet) sheet.show((now = columnsFor(attr('value'))))
        })
      }
    },
    tap() {
      open()
      return true
    },
    dropped: () => sheet?.close(),
    disabled: () => bool(attr('disabled')),
    value: () => attr('value') ?? (mode() === 'multiSelector' || mode() === 'region' ? [] : ''),
    reset: () => void box.attrs?.set('value', first),
  }
}

function fieldsOf(fields: unknown): DateFields {
  return fields === 'year' || fields === 'month' ? fields : 'day'
}

function todayText(): string {
  const now = new Date()
  return `${now.getFullYear()}-${now.getMonth() + 1}-${now.getDate()}`
}

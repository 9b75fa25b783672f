import { xmlText } from './xml-text.js'

/** A value of Apple's property lists; integers only where a number stands. */
export type PropertyValue =
  | string
  | number
  | boolean
  | Uint8Array
  | readonly PropertyValue[]
  | { readonly [key: string]: PropertyValue }

function valueXml(value: PropertyValue): string {
  if (typeof value === 'string') return `<string>${xmlText(value)}</string>`
  if (typeof value === 'number') return `<integer>${Math.trunc(value)}</integer>`
  if (typeof value === 'boolean') return value ? '<true/>' : '<false/>'
  if (value instanceof Uint8Array) return `<data>${Buffer.from(value).toString('base64')}</data>`
  if (Array.isArray(value)) return `<array>\n${value.map(valueXml).join('\n')}\n</array>`
  const pairs = Object.entries(value as Readonly<Record<string, PropertyValue>>)
  const items = pairs.map(([key, item]) => `<key>${xmlText(key)}</key>\n${valueXml(item)}`)
  return `<dict>\n${items.join('\n')}\n</dict>`
}

/** An XML property list (Apple's DTD 1.0). */
export const propertyList = (root: PropertyValue): string => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN"
 "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
${valueXml(root)}
</plist>
`

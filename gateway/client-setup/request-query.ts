import type { Context } from 'hono'

/** A parameter by its name in any case: clients write `emailaddress`, `Email`, `email`. */
export function queryValue(c: Context, ...names: readonly string[]): string | undefined {
  for (const [key, value] of new URL(c.req.url).searchParams)
    if (names.includes(key.toLowerCase())) return value
  return undefined
}

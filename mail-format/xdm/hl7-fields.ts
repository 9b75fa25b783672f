/** HL7 v2 data types as XDS metadata carry them (ITI TF-3 4.2.3.1.7). */
const escapes: Readonly<Record<string, string>> = { F: '|', S: '^', T: '&', R: '~', E: '\\' }

const unescaped = (text: string): string =>
  text.replace(/\\([FSTRE])\\/g, (_, letter: string) => escapes[letter]!).trim()

/** Component `number` (from 1) of a field; empty when absent. */
export const component = (field: string, number: number): string =>
  unescaped(field.split('^')[number - 1] ?? '')

/** Subcomponent `part` (from 1) of a component. */
export const subcomponent = (field: string, number: number, part: number): string =>
  unescaped((field.split('^')[number - 1] ?? '').split('&')[part - 1] ?? '')

export const repetitions = (field: string): readonly string[] => field.split('~')

/** CX: identifier and the OID of its authority (`id^^^&oid&ISO^NH`). */
export const patientIdentifier = (cx: string): { readonly id: string; readonly oid: string } => ({
  id: component(cx, 1),
  oid: subcomponent(cx, 4, 2),
})

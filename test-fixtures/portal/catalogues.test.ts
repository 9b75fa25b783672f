import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Language } from '../../domain/patient-settings.js'
import { inLanguage } from '../../patient-portal/language/language.js'

/** Every catalogue of words of the two portals, read in both languages, leaf by leaf. */
const root = fileURLToPath(new URL('../..', import.meta.url))

const filesBelow = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(path) : [path]
  })
const files = [...filesBelow('patient-portal'), ...filesBelow('team-portal')].filter((file) =>
  /(?:^|[/-])texts\.ts$/.test(file),
)

type Leaves = Map<string, string>

/** Words that take arguments: numbers and dates go everywhere, texts where a number does not. */
function said(words: (...args: unknown[]) => unknown): string {
  const anything = new Proxy({}, { get: () => 3 })
  const attempts: readonly unknown[] = [3, 'Zoé', ['Zoé'], anything]
  for (const argument of attempts) {
    try {
      const text = words(...Array(Math.max(1, words.length)).fill(argument))
      if (typeof text === 'string') return text
      if (Array.isArray(text)) return text.join('\n')
    } catch {
      // The next kind of argument.
    }
  }
  throw new Error(`no argument fits ${words.toString()}`)
}

function leavesOf(value: unknown, path: string, leaves: Leaves): Leaves {
  if (typeof value === 'string') leaves.set(path, value)
  else if (typeof value === 'function')
    leaves.set(path, said(value as (...args: unknown[]) => unknown))
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) {
      // Entries of a catalogue are those of its French: the language is asked of it by name.
      leavesOf(Reflect.get(value, key) ?? inner, `${path}.${key}`, leaves)
    }
  return leaves
}

async function catalogue(file: string): Promise<Record<Language, Leaves>> {
  const module: Record<string, unknown> = await import(join(root, file))
  const words = Object.entries(module).filter(([name]) => /Texts$|^texts$/.test(name))
  const read = (language: Language): Leaves =>
    inLanguage(language, () => {
      const leaves: Leaves = new Map()
      for (const [name, value] of words) leavesOf(value, name, leaves)
      return leaves
    })
  return { fr: read('fr'), en: read('en') }
}

/** Words that English does not know. */
const frenchWord =
  /(?<![\p{L}])(?:le|la|les|des|du|une|vous|votre|vos|pour|avec|dans|est|sont|qui|que|au|aux|et|ou|pas|n’|d’|l’|c’|j’|qu’)(?![\p{L}])|(?<![\p{L}])[dljcnsmt]’(?=\p{L}{2})/iu
const englishWord =
  /(?<![\p{L}])(?:the|your|you|this|with|and|for|from|are|is|not|of|to|will|can)(?![\p{L}])/iu

/** Empty on purpose, and a file of plain text for any editor. */
const asWritten = ['filterTexts.more.tous', 'archiveTexts.leftOut']

/** Names, and what is said in the other language on purpose. */
const quoted = (text: string): string => text.replace(/[«“][^»”]*[»”]|Mon espace santé/g, '')

describe.each(files.map((file) => [relative(root, join(root, file)), file]))('%s', (_, file) => {
  it('says the same things in French and in English, each in its own words', async () => {
    const { fr, en } = await catalogue(file)
    expect(fr.size).toBeGreaterThan(0)
    expect([...en.keys()].sort()).toEqual([...fr.keys()].sort())
    const faults: string[] = []
    for (const [key, french] of fr) {
      if (asWritten.includes(key)) continue
      const english = en.get(key)!
      if (french.trim() === '' || english.trim() === '') faults.push(`${key} is empty`)
      if (/undefined|NaN|\[object/.test(french + english)) faults.push(`${key}: ${english}`)
      if (frenchWord.test(quoted(english))) faults.push(`${key}: French in "${english}"`)
      if (englishWord.test(quoted(french))) faults.push(`${key}: English in "${french}"`)
      if (french === english && french.split(/\s/).length > 2) faults.push(`${key}: "${english}"`)
      if (/[a-zé] [:;!?»]|« |\w'\w/i.test(french)) faults.push(`${key}: not typeset "${french}"`)
      if (/[\u202f«»]|\s[:;!?]/.test(english)) faults.push(`${key}: typeset as French "${english}"`)
      if (/\w'\w/.test(english)) faults.push(`${key}: straight apostrophe in "${english}"`)
    }
    expect(faults).toEqual([])
  })
})

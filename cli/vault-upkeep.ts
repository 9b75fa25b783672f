import type { Command } from 'commander'
import { done, exitCodes } from './answer.js'
import { acting, command } from './command-frame.js'
import { withVault } from './vault-tool.js'

export const checkVault = (): Command =>
  command('check', 'vérifie le coffre : chaînes de traces, documents, clés').action(
    acting((frame) =>
      withVault(frame, async ({ vault }) => {
        const findings = await vault.check()
        const lines = findings.map(({ invariant, says }) => `${invariant} : ${says}`)
        const text = findings.length === 0 ? 'Coffre cohérent' : lines.join('\n')
        const answer = done(findings, text)
        return findings.length === 0 ? answer : { ...answer, exitCode: exitCodes.refused }
      }),
    ),
  )

export const rotateKeys = (): Command =>
  command('rotate-keys', 'rescelle les clés des dossiers sous une nouvelle clé maîtresse').action(
    acting((frame) =>
      withVault(frame, async ({ vault }) => {
        const records = await vault.rotateKeys()
        return done({ records }, `Clés renouvelées : ${records} dossier(s)`)
      }),
    ),
  )

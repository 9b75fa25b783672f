import type { Command } from 'commander'
import { done, exitCodes } from './answer.js'
import { acting, command } from './command-frame.js'
import { progressLine } from './progress.js'
import { textTable } from './text-table.js'
import { withStore } from './tool-store.js'

export const checkCommand = (): Command =>
  command(
    'check',
    'vérifie tous les invariants du magasin, en service ou arrêté ; code 1 sinon',
  ).action(
    acting((frame) =>
      withStore(frame, async ({ store }) => {
        const progress = progressLine('vérification')
        const findings = await store.check(progress.count).finally(progress.end)
        if (findings.length === 0) return done({ findings }, 'Magasin cohérent')
        const rows = findings.map(({ invariant, says }) => [invariant, says])
        const text = textTable(['Invariant', 'Constat'], rows)
        return { ...done({ findings }, text), exitCode: exitCodes.refused }
      }),
    ),
  )

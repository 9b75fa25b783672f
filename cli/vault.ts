import type { Command } from 'commander'
import { bareCommand } from './command-frame.js'
import { vaultCheckIdentityCommand } from './vault-check-identity.js'
import { vaultClassifyCommand } from './vault-classify.js'
import { apiClients } from './vault-client.js'
import { eraseRecord } from './vault-erase.js'
import { heldDocuments, settleHeld } from './vault-held.js'
import { importFolder } from './vault-import.js'
import { closeRecord, reopenRecord, showRecord } from './vault-record.js'
import { checkTraces } from './vault-trace-check.js'
import { recordTraces } from './vault-traces.js'
import { checkVault, rotateKeys } from './vault-upkeep.js'

export const vaultCommand = (): Command =>
  bareCommand('vault', 'coffre de documents')
    .addCommand(vaultClassifyCommand())
    .addCommand(vaultCheckIdentityCommand())
    .addCommand(showRecord())
    .addCommand(heldDocuments())
    .addCommand(settleHeld())
    .addCommand(recordTraces())
    .addCommand(checkTraces())
    .addCommand(closeRecord())
    .addCommand(reopenRecord())
    .addCommand(eraseRecord())
    .addCommand(importFolder())
    .addCommand(apiClients())
    .addCommand(checkVault())
    .addCommand(rotateKeys())

import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { writeFileAtomic } from '../config/data-folder.js'
import { plannedListeners } from '../config/listener-plan.js'
import { runningGateway } from '../config/running-gateway.js'
import { parseEmailAddress } from '../domain/email-address.js'
import { appleProfile } from '../gateway/client-setup/apple-profile.js'
import { type SetupFacts, setupFactsOf } from '../gateway/client-setup/setup-facts.js'
import { readPkcs12 } from '../pki/pkcs12-reader.js'
import { signerOfPem, signMessage } from '../pki/signed-message.js'
import { done, exitCodes, failed } from './answer.js'
import { acting, command } from './command-frame.js'
import { address } from './option-values.js'
import { accountAt, type Tool, withStore } from './tool-store.js'

interface ProfileOptions {
  readonly output: string
  readonly pkcs12?: string
}

function factsOf({ frame, config }: Tool): SetupFacts {
  const { hostName, citizenDomain, mode } = config
  const listeners = runningGateway(frame.folder)?.listeners ?? plannedListeners(config)
  const localDomains = new Set(config.localDomains)
  const development = mode === 'development'
  return setupFactsOf({ hostName, citizenDomain, localDomains, development }, listeners)
}

const isPkcs12 = (octets: Uint8Array): boolean => {
  const read = readPkcs12(octets, '')
  return read.ok || read.error !== 'not-pkcs12'
}

async function write(tool: Tool, at: string, options: ProfileOptions) {
  const found = await accountAt(tool, at)
  if (!found.ok) return found
  const parsed = parseEmailAddress(found.account.address)
  if (found.account.kind === 'patient' || !parsed.ok)
    return failed(exitCodes.refused, `${at} : boîte d'usager, lue dans le portail seulement`)
  const pkcs12 = options.pkcs12 === undefined ? null : readFileSync(options.pkcs12)
  if (pkcs12 !== null && !isPkcs12(pkcs12))
    return failed(exitCodes.refused, `${options.pkcs12} n'est pas un fichier PKCS#12`)
  const profile = appleProfile(factsOf(tool), {
    address: parsed.value,
    displayName: found.account.displayName,
    ...(pkcs12 === null ? {} : { identity: { fileName: basename(options.pkcs12!), pkcs12 } }),
  })
  const { keyFile, certificateFile } = tool.config.tls
  const signer = signerOfPem(
    readFileSync(keyFile ?? '', 'utf8'),
    readFileSync(certificateFile ?? '', 'utf8'),
  )
  const signed = await signMessage(Buffer.from(profile, 'utf8'), signer, tool.frame.now())
  // It may hold a private key: readable by its owner only.
  writeFileAtomic(options.output, signed, 0o600)
  const holds = pkcs12 === null ? '' : ', avec le certificat (son mot de passe sera demandé)'
  return done(
    { address: at, file: options.output, certificate: pkcs12 !== null },
    `${at} : ${options.output}${holds}`,
  )
}

/** A signed profile for one person's iPhone, iPad or Mac. */
export const writeProfile = (): Command =>
  command('profile', 'écrit le profil de configuration Apple (signé) d’une boîte')
    .argument('<adresse>', 'adresse de la boîte', address)
    .requiredOption('--output <fichier>', 'fichier à écrire (.mobileconfig)')
    .option(
      '--pkcs12 <fichier>',
      'joint ce certificat de la personne ; son mot de passe n’est pas lu ni gardé',
    )
    .action(
      acting<ProfileOptions, [string]>((frame, options, at) =>
        withStore(frame, (tool) => write(tool, at, options)),
      ),
    )

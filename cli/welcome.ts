import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ListenerName } from '../config/listener-plan.js'
import type { SampleAccount } from '../gateway/development/samples-file.js'
import type { GatewayInfo, PatientInfo } from './gateway-info.js'
import { infoText, shownPath } from './info.js'
import { commandLine, shellWord } from './shell-words.js'

const listener = (info: GatewayInfo, name: ListenerName) =>
  info.listeners.find((one) => one.name === name)

/**
 * One message with a client certificate; the sender's address chooses among what the certificate
 * opens.
 */
function sendLine(info: GatewayInfo, sender: SampleAccount, patient: PatientInfo): string {
  const message = [
    `From: "${sender.displayName}" <${sender.address}>`,
    `To: ${patient.address}`,
    'Subject: Votre compte rendu',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Bonjour, voici le bilan de votre consultation. Pour toute question, je suis joignable ici.',
    '',
  ].join('\\r\\n')
  const curl = commandLine(
    ...['curl', '-sS', '--url', listener(info, 'submission-tls')?.url ?? ''],
    ...['--cacert', shownPath(info.caFile)],
    ...['--cert', shownPath(sender.certificateFile), '--key', shownPath(sender.keyFile)],
    ...['--mail-from', sender.address, '--mail-rcpt', patient.address, '-T', '-'],
  )
  return `printf '${message}' | ${curl} && echo envoyé`
}

/** The sign-in page gives a token bound to a cookie; the form wants it back. */
function readLine(info: GatewayInfo, patient: PatientInfo): string {
  const url = patient.portal?.url ?? ''
  const jar = join(info.dataFolder, 'run', 'portail.cookies')
  const curl = commandLine('curl', '-sS', '--cacert', shownPath(info.caFile))
  const cookies = shellWord(shownPath(jar))
  // The form of the languages has an empty one.
  const cut = `sed -n 's/.*name="jeton" value="\\([^"]\\{9,\\}\\)".*/\\1/p' | head -1`
  const token = `$(${curl} -c ${cookies} ${url}connexion | ${cut})`
  const form = commandLine(
    ...['-H', `Origin: ${url.replace(/\/$/, '')}`],
    ...['--data-urlencode', `identifiant=${patient.portal?.login}`],
    ...['--data-urlencode', `code=${patient.portal?.code}`],
  )
  const post = `${curl} -L -b ${cookies} -c ${cookies} --data-urlencode "jeton=${token}" ${form}`
  return `${post} ${url}connexion | ${asText}`
}

/** Pages as words for a terminal. */
const asText = `sed -e 's/<style.*<\\/style>//' -e 's/<[^>]*>/ /g' | tr -s ' \\n'`

/** What a member of a team sees; a browser wants the PKCS#12 file instead. */
function teamSection(info: GatewayInfo): string {
  const url = listener(info, 'team-portal')?.url
  const team = info.accounts.find(({ kind, members }) => kind === 'organisational' && members[0])
  const member = team?.members[0]
  if (url === undefined || team === undefined || member === undefined) return ''
  const curl = commandLine(
    ...['curl', '-sSL', '--cacert', shownPath(info.caFile), url],
    ...['--cert', shownPath(member.certificateFile), '--key', shownPath(member.keyFile)],
  )
  return `
4. Suivre les échanges de « ${team.displayName} » comme ${member.displayName} : ouvrir ${url}
   après avoir importé ${shownPath(member.pkcs12File)} dans le navigateur
   (mot de passe ${member.pkcs12Password}), ou :

${curl} | ${asText}
`
}

/** `npx mss` works in the checkout only; elsewhere the program is named by its path. */
function mssWords(): readonly string[] {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  return relative(root, process.cwd()) === ''
    ? ['npx', 'mss']
    : ['node', fileURLToPath(new URL('mss.js', import.meta.url))]
}

/** No smarthost: codes and notices are files that any mail program opens. */
function noticeSection(info: GatewayInfo, patient: PatientInfo): string {
  if (info.noticeOutbox === null) return ''
  return `
5. Être prévenu par courriel, sans rien du message : comme ${patient.displayName}, ouvrir
   ${patient.portal?.url}compte/notifications ; codes et avis arrivent dans
   ${shownPath(info.noticeOutbox)}
`
}

function thingsToTry(info: GatewayInfo): string {
  const sender = info.accounts.find((one) => one.kind === 'personal' && one.certificateFile)
  const patient = info.patients.find((one) => one.portal !== null)
  if (sender === undefined || patient === undefined) return ''
  const trace = commandLine(...mssWords(), 'trace', 'list', '--data', shownPath(info.dataFolder))
  const { portal } = patient
  return `
À essayer, dans un autre terminal ouvert sur ce même dossier :

1. Écrire à l'usager ${patient.displayName} comme ${sender.displayName} :

${sendLine(info, sender, patient)}

2. Lire comme ${patient.displayName} : ouvrir ${portal?.url}
   (identifiant ${portal?.login}, code ${portal?.code}), ou :

${readLine(info, patient)}

3. Voir la trace :

${trace}
${teamSection(info)}${noticeSection(info, patient)}
Configurer Thunderbird, Outlook ou Apple Mail : ${portal?.url}configuration

Contrôle-C arrête la passerelle.
`
}

/** What a start prints: where everything is, and in development how to begin. */
export const welcomeText = (info: GatewayInfo): string => `${infoText(info)}\n${thingsToTry(info)}`

import type { MailboxRole } from '../../../mailbox-store/contract.js'

/**
 * Names that mail clients give to special folders, in French and in English, by role. A client that
 * asks for one of them is led to the folder that exists, so that nobody ends up with "Sent",
 * "Envoyés" and "Éléments envoyés" side by side (peers.md §3 row 10). Clients that read SPECIAL-USE
 * never need this table.
 */
const aliases: Partial<Record<MailboxRole, readonly string[]>> = {
  sent: [
    'Sent',
    'Sent Items',
    'Sent Messages',
    'Sent Mail',
    'Envoyés',
    'Éléments envoyés',
    'Messages envoyés',
    'Courrier envoyé',
  ],
  drafts: ['Drafts', 'Draft', 'Brouillons', 'Brouillon'],
  trash: [
    'Trash',
    'Deleted Items',
    'Deleted Messages',
    'Corbeille',
    'Éléments supprimés',
    'Messages supprimés',
  ],
  junk: [
    'Junk',
    'Junk E-mail',
    'Junk Email',
    'Courrier indésirable',
    'Indésirables',
    'Pourriel',
    'Pourriels',
  ],
  archive: ['Archive', 'Archives'],
  'closed-exchanges': ['Échanges clos', 'Echanges clos'],
}

/** Case, accents and the apostrophe's form do not make two folders. */
const folded = (name: string): string =>
  name.normalize('NFD').replace(/\p{M}/gu, '').replace(/[’‘]/g, "'").toLowerCase()

const roleOf = new Map<string, MailboxRole>()
for (const [role, names] of Object.entries(aliases)) {
  for (const name of names) roleOf.set(folded(name), role as MailboxRole)
}

/** The role meant by a top-level name, also under `INBOX/` where some clients put it; or null. */
export function specialRoleOf(name: string): MailboxRole | null {
  return roleOf.get(folded(name.replace(/^INBOX\//i, ''))) ?? null
}

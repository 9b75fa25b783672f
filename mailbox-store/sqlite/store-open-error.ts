export type StoreOpenCode =
  | 'newer-version'
  | 'not-a-store'
  | 'damaged'
  | 'permission'
  | 'missing'
  | 'in-use'
  | 'storage-full'
  | 'failed'

const says: Record<StoreOpenCode, string> = {
  'newer-version':
    'Ces données ont été écrites par une version plus récente de mss-gateway : ' +
    'installez cette version ou une plus récente',
  'not-a-store': "Ce fichier n'est pas un magasin de messages mss-gateway",
  damaged: 'Le fichier de données est endommagé : restaurez une sauvegarde (mss restore)',
  permission: 'Droits insuffisants sur le dossier de données : vérifiez son propriétaire',
  missing: "Le dossier de données n'existe pas",
  'in-use': 'Le fichier de données est occupé par un autre programme',
  'storage-full': 'Espace disque insuffisant pour ouvrir le fichier de données',
  failed: "Le fichier de données n'a pas pu être ouvert",
}

/** Why a store did not open; the message is French, for the person who starts the gateway. */
export class StoreOpenError extends Error {
  override readonly name = 'StoreOpenError'

  constructor(
    readonly code: StoreOpenCode,
    readonly file: string,
    options?: ErrorOptions,
  ) {
    super(`${says[code]} (${file})`, options)
  }
}

/** The words of SQLite and of the system, in ours. */
export function openCodeOf(failure: unknown): StoreOpenCode {
  const code = (failure as { code?: string }).code ?? ''
  if (/^(EACCES|EPERM|EROFS|SQLITE_READONLY|SQLITE_PERM|SQLITE_CANTOPEN)/.test(code))
    return 'permission'
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'missing'
  if (code === 'SQLITE_NOTADB') return 'not-a-store'
  if (code.startsWith('SQLITE_CORRUPT')) return 'damaged'
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return 'in-use'
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') return 'storage-full'
  return 'failed'
}

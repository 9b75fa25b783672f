import type { ListenerName } from '../config/listener-plan.js'

const whyOf = (code: string | undefined, cause: unknown): string =>
  code === 'EADDRINUSE'
    ? 'le port est déjà pris : arrêtez l’autre programme ou changez de bloc avec --ports'
    : code === 'EACCES'
      ? 'le système refuse ce port : il faut un port au-dessus de 1023, ou le droit de l’ouvrir'
      : code === 'EADDRNOTAVAIL'
        ? 'cette adresse n’est pas celle de cette machine'
        : `échec (${code ?? (cause instanceof Error ? cause.name : 'inconnu')})`

/** Why a listener could not open, for an administrator (French). */
export class ListenFailure extends Error {
  constructor(name: ListenerName, host: string, port: number, cause: unknown) {
    const code = (cause as NodeJS.ErrnoException | null)?.code
    super(`Écoute ${name} sur ${host}:${port} : ${whyOf(code, cause)}`, { cause })
    this.name = 'ListenFailure'
  }
}

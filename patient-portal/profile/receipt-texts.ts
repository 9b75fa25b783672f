import { counted, longDate, typeset as t } from '../language/french-format.js'
import { catalogue } from '../language/language.js'

const lines = (...all: readonly (string | null)[]): string =>
  all.filter((line) => line !== null).join('\n')

/** What a receipt of erasure is about. */
export interface ReceiptFacts {
  readonly service: string
  readonly operator: string
  readonly number: string
  readonly patientName: string
  readonly birthDate: string
  readonly accountId: number
  readonly askedAt: number
  readonly messages: number
  readonly exchanges: number
  /** `pending`: the vault could not be reached yet; `none`: there was no record. */
  readonly record: 'erased' | 'pending' | 'none'
  readonly documents: number | null
  /** Last hash of the record's chain of traces. */
  readonly chainHash: string | null
}

const documentsOf = (f: ReceiptFacts, one: string, many: string, all: string): string =>
  f.documents === null ? all : counted(f.documents, one, many)

/** The words of the signed receipt. The patient keeps it: nobody else can make it again. */
export const receiptTexts = catalogue(
  {
    receipt: {
      title: t("Reçu d'effacement"),
      body: (f: ReceiptFacts) =>
        lines(
          t(
            `${f.service}, service exploité par ${f.operator}, certifie avoir effacé à la ` +
              `demande de ${f.patientName} (date de naissance : ${f.birthDate}) :`,
          ),
          '',
          t(`- ${counted(f.messages, 'message', 'messages')}, avec les pièces jointes ;`),
          t(
            `- ${counted(f.exchanges, 'échange', 'échanges')}, les brouillons, les réglages et ` +
              "l'adresse de courriel personnelle ;",
          ),
          t("- l'identité liée au compte, et tous les moyens de connexion ;"),
          f.record === 'erased'
            ? t(
                `- ${documentsOf(f, 'document', 'documents', 'tous les documents')} du dossier, ` +
                  'avec leurs clés.',
              )
            : null,
          f.record === 'pending'
            ? t(
                '- les documents du dossier : leur effacement est enregistré, il aura lieu dès ' +
                  'que le coffre répondra, sans autre démarche.',
              )
            : null,
          f.record === 'none' ? t("- il n'y avait pas de dossier de documents.") : null,
          '',
          t(`Le : ${longDate(f.askedAt)} (heure de Paris)`),
          `${new Date(f.askedAt).toISOString()}`,
          t(`Reçu n° ${f.number}, compte n° ${f.accountId}`),
          f.chainHash === null ? null : t(`Preuve du dossier : ${f.chainHash}`),
          '',
          t('Ce qui reste :'),
          t('- les traces des actes, sans contenu, pendant la durée que la loi impose ;'),
          t('- les messages que vous avez envoyés, chez les professionnels qui les ont reçus ;'),
          t("- les sauvegardes du service, jusqu'à leur remplacement."),
          '',
          t("Ce reçu est signé par le service. Gardez-le : le service n'en a pas de copie."),
        ),
      fileName: 'recu-effacement.p7m',
    },
  },
  {
    receipt: {
      title: 'Receipt of erasure',
      body: (f: ReceiptFacts) =>
        lines(
          `${f.service}, a service run by ${f.operator}, certifies that it erased, as asked by ` +
            `${f.patientName} (date of birth: ${f.birthDate}):`,
          '',
          `- ${counted(f.messages, 'message', 'messages')}, with attachments;`,
          `- ${counted(f.exchanges, 'exchange', 'exchanges')}, drafts, settings and personal ` +
            'e-mail address;',
          '- the identity tied to the account, and every way to sign in;',
          f.record === 'erased'
            ? `- ${documentsOf(f, 'document', 'documents', 'all documents')} of the record, with ` +
                'their keys.'
            : null,
          f.record === 'pending'
            ? '- the documents of the record: their erasure is on file, and will be done as soon ' +
                'as the vault answers; you have nothing else to do.'
            : null,
          f.record === 'none' ? '- there was no record of documents.' : null,
          '',
          `On: ${longDate(f.askedAt)} (Paris time)`,
          `${new Date(f.askedAt).toISOString()}`,
          `Receipt no. ${f.number}, account no. ${f.accountId}`,
          f.chainHash === null ? null : `Proof of the record: ${f.chainHash}`,
          '',
          'What stays:',
          '- traces of acts, without content, for as long as the law asks;',
          '- messages that you sent, with the professionals who received them;',
          '- backups of the service, until they are replaced.',
          '',
          'This receipt is signed by the service. Keep it: the service has no copy of it.',
        ),
      fileName: 'erasure-receipt.p7m',
    },
  },
)

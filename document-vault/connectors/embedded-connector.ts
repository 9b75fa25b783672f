import type { RecordConnector } from './connector.js'

/** The vault itself is the shared record: what is filed has arrived. */
export const embeddedConnector: RecordConnector = {
  name: 'Mes documents',
  isEmbedded: true,
  provide: async ({ summary }) => ({
    kind: 'done',
    where: summary.space ?? 'Documents administratifs',
  }),
  close: async () => {},
}

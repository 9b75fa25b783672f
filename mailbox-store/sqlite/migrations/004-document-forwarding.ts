/** Whether plain attachments go on to the patient's documents (domain/account.ts). */
export const documentForwarding = `
ALTER TABLE accounts ADD COLUMN document_forwarding TEXT NOT NULL DEFAULT 'ask';
`

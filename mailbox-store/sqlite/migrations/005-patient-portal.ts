/**
 * What patients choose and how they sign in; absences of professionals, notes on exchanges.
 * `notification_email` was typed by an operator: no code came back from it yet, so it stays
 * unverified.
 */
export const patientPortal = `
ALTER TABLE accounts ADD COLUMN absence_text TEXT;
ALTER TABLE accounts ADD COLUMN absence_from INTEGER;
ALTER TABLE accounts ADD COLUMN absence_until INTEGER;
ALTER TABLE exchanges ADD COLUMN ended_note TEXT NOT NULL DEFAULT '';
ALTER TABLE exchanges ADD COLUMN handled_at INTEGER;

CREATE TABLE patient_settings (
  account_id INTEGER PRIMARY KEY, consent_version TEXT, consent_at INTEGER,
  notification_email TEXT, email_verified_at INTEGER, notifies_messages INTEGER NOT NULL,
  reminder_days INTEGER NOT NULL, language TEXT, visited_at INTEGER, notified_at INTEGER);
INSERT INTO patient_settings
  SELECT account_id, NULL, NULL,
    substr(notification_email, 1, instr(notification_email, '@'))
      || lower(substr(notification_email, instr(notification_email, '@') + 1)),
    NULL, 1, 7, NULL, NULL, NULL
  FROM profiles WHERE notification_email IS NOT NULL
    AND account_id IN (SELECT id FROM accounts WHERE kind = 'patient');
ALTER TABLE profiles DROP COLUMN notification_email;
CREATE INDEX patient_settings_by_email ON patient_settings (notification_email)
  WHERE email_verified_at IS NOT NULL;
CREATE INDEX profiles_by_birth_date ON profiles (birth_date);

DROP INDEX credentials_by_subject;
CREATE INDEX credentials_by_secret ON credentials (secret, kind)
  WHERE kind IN ('certificate', 'oidc', 'activation');

-- Who received a content, and who has read it.
CREATE INDEX emails_by_message ON emails (message_id);
`

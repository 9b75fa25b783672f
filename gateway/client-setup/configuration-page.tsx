import type { SetupParts } from './setup-parts.js'
import { setupPaths } from './setup-paths.js'

const Settings = ({ parts }: { parts: SetupParts }) => {
  const { host, ports } = parts.facts()
  return (
    <section class="card" aria-labelledby="reglages">
      <h2 id="reglages">Les réglages</h2>
      <p>Identifiant : votre adresse complète, pour la réception comme pour l’envoi.</p>
      <h3>Réception (IMAP)</h3>
      <p>
        Serveur <strong>{host}</strong>, port <strong>{ports.imapTls}</strong>, SSL/TLS
        <br />
        <span class="small">ou port {ports.imapStartTls} avec STARTTLS</span>
      </p>
      <h3>Envoi (SMTP)</h3>
      <p>
        Serveur <strong>{host}</strong>, port <strong>{ports.submissionTls}</strong>, SSL/TLS
        <br />
        <span class="small">ou port {ports.submissionStartTls} avec STARTTLS</span>
      </p>
      <h3>Pour vous identifier</h3>
      <p>
        Votre certificat (carte ou fichier), ou un mot de passe d’application que l’administrateur
        de la messagerie vous donne. Jamais de connexion sans chiffrement.
      </p>
    </section>
  )
}

const AutomaticSetup = () => (
  <section aria-labelledby="automatique">
    <h2 id="automatique">Thunderbird et Outlook</h2>
    <p>
      Ajoutez un compte, donnez votre nom, votre adresse et le mot de passe d’application : le
      logiciel trouve seul les réglages.
    </p>
    <p>
      <strong>Avec votre certificat dans Thunderbird</strong> : Paramètres, Vie privée et sécurité,
      Certificats, Gérer les certificats, Vos certificats, Importer (fichier .p12 ou .pfx). Puis,
      dans les paramètres du compte, choisissez « Certificat TLS » comme méthode d’authentification,
      pour le serveur de réception et pour le serveur d’envoi.
    </p>
    <p>
      <strong>Avec votre certificat sous Windows</strong> : ouvrez le fichier .p12 ou .pfx et suivez
      l’assistant. Outlook ne présente pas de certificat en IMAP : gardez-y le mot de passe
      d’application.
    </p>
  </section>
)

const AppleSetup = () => (
  <section class="card" aria-labelledby="apple">
    <h2 id="apple">iPhone, iPad et Mac</h2>
    <p>
      Téléchargez le profil, puis ouvrez Réglages (ou Réglages Système), « Profil téléchargé », et
      installez-le. L’appareil demande le mot de passe d’application.
    </p>
    <form method="get" action={setupPaths.appleProfile} class="stacked">
      <div class="field">
        <label for="address">Votre adresse de messagerie de santé</label>
        <input
          id="address"
          name="address"
          type="text"
          inputmode="email"
          autocomplete="email"
          autocapitalize="none"
          spellcheck={false}
          required
        />
      </div>
      <button type="submit" class="primary">
        Télécharger le profil
      </button>
    </form>
    <p class="small">
      Le profil est signé par ce service. Il ne contient ni mot de passe ni certificat.
    </p>
  </section>
)

/** Settings for people who have no manual; the portal's look, and no script. */
export const ConfigurationPage = ({ parts }: { parts: SetupParts }) => (
  <html lang="fr">
    <head>
      <meta charset="utf-8" />
      <title>{`Configurer un logiciel de messagerie – ${parts.serviceName}`}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <link rel="stylesheet" href={parts.look.stylesheet} />
      <link rel="icon" type="image/svg+xml" href={parts.look.icon} />
    </head>
    <body>
      <header class="site-header">
        <div class="bar">
          <p class="brand">{parts.serviceName}</p>
        </div>
      </header>
      <main>
        <h1>Configurer votre logiciel de messagerie</h1>
        <p class="lead">
          Pour les professionnels de santé. Les usagers lisent leurs messages dans{' '}
          <a href="/">le portail</a>.
        </p>
        <Settings parts={parts} />
        <AutomaticSetup />
        <AppleSetup />
      </main>
      <footer class="site-footer">
        <p>Service exploité par {parts.operatorName}</p>
      </footer>
    </body>
  </html>
)

/**
 * What a person can do about a delivery that failed, by enhanced status code (RFC 3463). French.
 */
export interface DeliveryAdvice {
  readonly cause: string
  readonly toDo: string
}

const byStatus: Readonly<Record<string, DeliveryAdvice>> = {
  '1.1': {
    cause: "cette boîte n'existe pas chez l'opérateur du destinataire",
    toDo: "Vérifiez l'adresse dans l'annuaire national, puis renvoyez le message.",
  },
  '1.2': {
    cause: 'ce domaine est introuvable',
    toDo: "Vérifiez ce qui suit le signe @ dans l'adresse, puis renvoyez le message.",
  },
  '1.3': {
    cause: "l'adresse est mal formée",
    toDo: "Corrigez l'adresse, puis renvoyez le message.",
  },
  '1.10': {
    cause: 'ce domaine ne reçoit pas de courrier',
    toDo: "Vérifiez ce qui suit le signe @ dans l'adresse, puis renvoyez le message.",
  },
  '2.1': {
    cause: 'cette boîte est fermée ou ne reçoit plus de messages',
    toDo: 'Joignez le destinataire par une autre voie sécurisée.',
  },
  '2.2': {
    cause: 'la boîte du destinataire est pleine',
    toDo: 'Prévenez le destinataire, puis renvoyez le message plus tard.',
  },
  '3.4': {
    cause: 'le message est trop volumineux pour ce destinataire',
    toDo: 'Réduisez ou séparez les pièces jointes, puis renvoyez le message.',
  },
  '4.1': {
    cause: "le serveur de l'opérateur du destinataire ne répond pas",
    toDo: 'Renvoyez le message plus tard ; si le contenu est urgent, prenez une autre voie.',
  },
  '4.4': {
    cause: "aucun serveur de messagerie n'est déclaré pour ce domaine",
    toDo: "Vérifiez ce qui suit le signe @ dans l'adresse, puis renvoyez le message.",
  },
  '4.6': {
    cause: 'le message tourne en boucle entre plusieurs serveurs',
    toDo: 'Signalez-le au support de votre opérateur.',
  },
  '4.7': {
    cause: "le message n'a pas pu être remis dans le délai prévu",
    toDo: 'Renvoyez le message plus tard ; si le contenu est urgent, prenez une autre voie.',
  },
  '6.3': {
    cause: "le serveur du destinataire n'accepte que des messages encodés sur 7 bits",
    toDo:
      'Réglez votre logiciel pour encoder les textes accentués (quoted-printable ou base64), ' +
      'puis renvoyez le message.',
  },
  '6.0': {
    cause: "le serveur du destinataire n'accepte pas la forme de ce message",
    toDo: 'Renvoyez le contenu dans un nouveau message, sans transfert ni mise en forme.',
  },
}

const byClass: Readonly<Record<string, DeliveryAdvice>> = {
  '1': byStatus['1.1']!,
  '2': byStatus['2.1']!,
  '4': byStatus['4.1']!,
  '6': byStatus['6.0']!,
  '7': {
    cause: "le serveur du destinataire refuse ce message, ou l'échange n'a pas pu être sécurisé",
    toDo:
      "Vérifiez que l'adresse est bien de l'espace de confiance ; " +
      'sinon transmettez ce message au support de votre opérateur.',
  },
}

const unknown: DeliveryAdvice = {
  cause: "le serveur du destinataire n'a pas accepté le message",
  toDo: 'Transmettez ce message au support de votre opérateur.',
}

/** @param status `5.1.1` or `4.4.7`; anything else gives a general text */
export function deliveryAdvice(status: string): DeliveryAdvice {
  const [, subject = '', detail = ''] = status.split('.')
  const exact = `${subject}.${detail}`
  if (Object.hasOwn(byStatus, exact)) return byStatus[exact]!
  return Object.hasOwn(byClass, subject) ? byClass[subject]! : unknown
}

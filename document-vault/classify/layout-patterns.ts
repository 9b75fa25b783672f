/** What the lines of some types hold, on folded text. */

export const measured = new RegExp(
  [
    String.raw`\d[\d.,]{0,8} {0,3}\[?(?:[munp]?mol\/|[munp]?g\/|m?u?i?u\/|g\/l|t\/l`,
    String.raw`|giga|%|fl\b|pg\b|mm\b|ufc|sec\b|ml\/min)`,
  ].join(''),
)
export const range = /\d[\d.,]{0,7} {0,2}(?:-|–|a) {0,2}\d|[<>≤≥] ?\d|\(\d[\d.,]{0,7} ?-/
export const dose = new RegExp(
  [
    String.raw`\b(?:\d|un|une|deux) {0,2}(?:\/2 )?(?:cp|cpr|cps|comprime|gel|gelule|sachet|gtte`,
    '|goutte|inj|bouffee|dose|amp|appli|pulv|ui|suppo|cuillere|cac)',
  ].join(''),
)
export const rhythm = new RegExp(
  [
    String.raw`matin|midi|soir|coucher|par jour|\/ ?j|fois|x ?\d|pendant|pdt|`,
    String.raw`si (?:douleur|besoin|fievre)|jours|\d-\d-\d|\d {0,2}j\b|mois`,
  ].join(''),
)
export const orderCue = new RegExp(
  [
    String.raw`ordonnance|prescri|faire pratiquer|qsp|pendant|pdt|renouvel|\bboites?\b|`,
    String.raw`si besoin|si douleur|\bar \d|substituable|\ble dr\b`,
  ].join(''),
)
export const specimen = new RegExp(
  [
    String.raw`macroscop|microscop|\bmacro\b|\bmicro\b|prelevement|fragment|biopsi|\bpiece|`,
    String.raw`frottis|\blames?\b|inclus|cytolog|formol|etalement|cellul|muqueu`,
  ].join(''),
)

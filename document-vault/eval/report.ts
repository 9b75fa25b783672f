import { calibration, type Judged, measure } from './measures.js'

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`.padStart(7)

function confusion(all: readonly Judged[]): string[] {
  const said = [...new Set(all.map(({ space }) => space))].sort()
  const expected = [...new Set(all.map(({ of }) => of.space))].sort()
  const name = (space: string): string => space.slice(0, 9).padStart(10)
  const rows = expected.map((space) => {
    const ones = all.filter(({ of }) => of.space === space)
    const cells = said.map((one) =>
      String(ones.filter((judged) => judged.space === one).length || '.').padStart(10),
    )
    return `  ${space.padEnd(26)}${cells.join('')}`
  })
  return [`  ${'attendu \\ proposé'.padEnd(26)}${said.map(name).join('')}`, ...rows]
}

function wrong(all: readonly Judged[]): string[] {
  const ones = all.filter((one) => !one.isStrict)
  return ones.map(({ of, said, space, isLenient }) => {
    const outcome = said.outcome === 'filed' ? 'CLASSÉ' : 'à classer'
    const mark = `${isLenient ? '(admis) ' : ''}${outcome}`
    const types = `${of.typeCode} → ${said.typeCode ?? '?'}`
    return `  ${of.file}: ${of.space} → ${space} (${types}) ${said.confidence.toFixed(3)} ${mark}`
  })
}

/** The figures of one way of reading one set, in French; with tables and deviations or without. */
export function reportText(name: string, all: readonly Judged[], isShort = false): string {
  const found = measure(all)
  const bins = calibration(all).map(
    (bin) =>
      `  ${bin.from.toFixed(2)}–${bin.to.toFixed(2)}` +
      `  ${String(bin.documents).padStart(5)} documents` +
      `  dit ${percent(bin.confidence)}  juste ${percent(bin.right)}`,
  )
  const figures = [
    `== ${name} : ${found.documents} documents, ${found.groups} groupes`,
    `  espace exact, par document   ${percent(found.strict)}` +
      `   par groupe ${percent(found.strictByGroup)}`,
    `  espace admis, par document   ${percent(found.lenient)}` +
      `   par groupe ${percent(found.lenientByGroup)}`,
    `  type exact                   ${percent(found.sameType)}`,
    `  classés d'office             ${percent(found.filed)}`,
    `  dont faux (exact / admis)    ${percent(found.filedWrongStrict)}` +
      ` / ${percent(found.filedWrongLenient)}`,
    `  erreur de calibration (ECE)  ${found.calibrationError.toFixed(4)}`,
  ]
  if (isShort) return figures.join('\n')
  return [
    ...figures,
    ...confusion(all),
    '  calibration',
    ...bins,
    ...(all.every((one) => one.isStrict) ? [] : ['  écarts', ...wrong(all)]),
  ].join('\n')
}

import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { createCanvas } from '@napi-rs/canvas'
import PDFDocument from 'pdfkit'
import { insOid } from '../domain/ins.js'

const lines = Array.from(
  { length: 45 },
  (_, i) => `Ligne ${i + 1} : examen clinique sans particularité, traitement poursuivi.`,
)
/** Fonts of a letter are inside it; where this machine has none, a standard one is only named. */
const fontFolder = '/usr/share/fonts/truetype/dejavu'
const fontFiles = ['DejaVuSans', 'DejaVuSans-Bold'].map((name) => `${fontFolder}/${name}.ttf`)
const hasFonts = fontFiles.every((file) => existsSync(file))
const [text = 'Helvetica', bold = 'Helvetica-Bold'] = hasFonts ? fontFiles : []

/**
 * A CDA of 45 sections about a patient of `mss profile generate`; `number` makes it another one.
 */
export function sampleCda(number: number, address: string): Buffer {
  const [matricule = ''] = address.split('@')
  const sections = lines.map(
    (line, i) =>
      `<component><section><title>Section ${i}</title><text>${line}</text></section></component>`,
  )
  return Buffer.from(
    `<ClinicalDocument xmlns="urn:hl7-org:v3"><id root="1.2.3.4.${number}"/>
<code code="11488-4" codeSystem="2.16.840.1.113883.6.1"/><title>Compte rendu</title>
<effectiveTime value="20260312103000+0100"/>
<recordTarget><patientRole><id root="${insOid.nirTest}" extension="${matricule}"/><patient>
<name><family qualifier="BR">ESSAI</family><given>USAGER</given>
<given qualifier="BR">USAGER</given></name>
<administrativeGenderCode code="F" codeSystem="2.16.840.1.113883.5.1"/>
<birthTime value="19${matricule.slice(1, 5)}01"/></patient></patientRole></recordTarget>
<author><time value="20260312103000+0100"/><assignedAuthor>
<id root="1.2.250.1.71.4.2.1" extension="899900000011"/>
<assignedPerson><name><given>Claire</given><family>MOREL</family></name></assignedPerson>
</assignedAuthor></author>
<component><structuredBody>${sections.join('')}</structuredBody></component></ClinicalDocument>`,
  )
}

/** A letter as an office program makes it: two fonts, a letterhead of some 60 kB, full pages. */
export async function samplePdf(pages: number): Promise<Buffer> {
  const pdf = new PDFDocument({ size: 'A4', autoFirstPage: false })
  const pieces: Buffer[] = []
  pdf.on('data', (piece: Buffer) => pieces.push(piece))
  const done = new Promise((resolve) => pdf.on('end', resolve))
  for (let page = 1; page <= pages; page++) {
    pdf.addPage()
    if (page === 1) pdf.image(letterhead(), { width: 200 })
    pdf.font(bold, 14).text(page === 1 ? 'Compte rendu de consultation' : `Page ${page}`)
    pdf.font(text, 9).text(lines.join('\n'))
  }
  pdf.end()
  await done
  return Buffer.concat(pieces)
}

/** Of noise, so that it stays as large as a photograph. */
function letterhead(): Buffer {
  const canvas = createCanvas(250, 120)
  const context = canvas.getContext('2d')
  const picture = context.createImageData(canvas.width, canvas.height)
  picture.data.set(randomBytes(picture.data.length))
  context.putImageData(picture, 0, 0)
  return canvas.toBuffer('image/jpeg', 90)
}

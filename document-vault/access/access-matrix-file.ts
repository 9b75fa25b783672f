import { readFileSync, statSync } from 'node:fs'
import { documentLimits } from '../../domain/document-limits.js'
import { err, type Result } from '../../domain/result.js'
import { type AccessMatrix, readAccessMatrix } from './access-matrix.js'

/** Reads the file of the option `accessMatrixFile`; the error is French, for the administrator. */
export function loadAccessMatrix(file: string): Result<AccessMatrix, string> {
  try {
    if (statSync(file).size > documentLimits.accessMatrixBytesMax)
      return err("matrice d'habilitations trop longue")
    return readAccessMatrix(readFileSync(file, 'utf8'))
  } catch (failure) {
    const code = (failure as NodeJS.ErrnoException).code ?? 'erreur'
    return err(`matrice d'habilitations illisible (${code}) : ${file}`)
  }
}

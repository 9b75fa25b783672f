/**
 * Seals texts of one record under that record's own key. What was sealed can no longer be opened
 * once the record is erased: `open` then answers null.
 */
export interface RecordSealer {
  seal(recordRow: number, text: string): Buffer
  open(recordRow: number, sealed: Uint8Array): string | null
}

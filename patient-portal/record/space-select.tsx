import { type Space, spaces } from '../../domain/space.js'
import type { Control } from '../elements/field.js'
import { spaceName } from './record-texts.js'

/** Reimbursement data come from the insurer alone: nobody files there by hand. */
export const SpaceSelect = ({
  chosen,
  automatic,
  ...control
}: Control & { chosen: Space | null; automatic?: string }) => (
  <select {...control} name="espace">
    {automatic !== undefined && <option value="">{automatic}</option>}
    {spaces.map((space, number) =>
      space === 'Données de remboursement' ? null : (
        <option value={String(number)} selected={space === chosen}>
          {spaceName(space)}
        </option>
      ),
    )}
  </select>
)

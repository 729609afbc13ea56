import type { FieldValues, Path, UseFormSetError } from 'react-hook-form';
import { failureOf } from './failure.ts';

/** Shows the errors that the server found at the fields of a form. */
export function showFieldErrors<Values extends FieldValues>(
  error: unknown,
  fields: readonly Path<Values>[],
  setError: UseFormSetError<Values>,
): void {
  const faults = failureOf(error).fields;
  for (const field of fields) {
    const message = faults[field]?.[0];
    if (message) setError(field, { message }, { shouldFocus: true });
  }
}

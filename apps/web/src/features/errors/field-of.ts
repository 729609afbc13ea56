import {
  type FieldError,
  type FieldValues,
  get,
  type Path,
  type RegisterOptions,
  type UseFormReturn,
} from 'react-hook-form';
import { translateText } from '../language/wording.ts';

/** Props for the fields of a form: each gets its name, its error and no suggestions of the browser. */
export const fieldOf =
  <Values extends FieldValues, Context, Result>({ formState, register }: UseFormReturn<Values, Context, Result>) =>
  <Name extends Path<Values>>(name: Name, options?: RegisterOptions<Values, Name>) => {
    const fault: FieldError | undefined = get(formState.errors, name);
    return { autoComplete: 'off', error: fault?.message && translateText(fault.message), ...register(name, options) };
  };

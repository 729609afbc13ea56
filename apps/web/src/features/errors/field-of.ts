import {
  type FieldError,
  type FieldPathValue,
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

type Choice<Value> = { name: string; value: Value; error: string | undefined; onChange: (value: Value) => void };

/** The same for what is chosen and not typed, such as a select or a number. */
export const choiceOf =
  <Values extends FieldValues, Context, Result>(form: UseFormReturn<Values, Context, Result>) =>
  <Name extends Path<Values>>(name: Name): Choice<FieldPathValue<Values, Name>> => {
    const fault: FieldError | undefined = get(form.formState.errors, name);
    return {
      name,
      value: form.watch(name),
      error: fault?.message && translateText(fault.message),
      onChange: (value) =>
        form.setValue(name, value, { shouldDirty: true, shouldValidate: form.formState.isSubmitted }),
    };
  };

import { useEffect } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';
import type { FormPlace, Secret } from './draft-values.ts';
import { type Draft, useDraft } from './use-draft.ts';

type Options<Fields> = { place: FormPlace; base: Fields; secret?: Secret };

/** Keeps what is typed into a form of react-hook-form. `base` are its default values; a `values` option would overwrite what is typed. */
export function useDraftForm<Fields extends FieldValues, Context, Result>(
  form: UseFormReturn<Fields, Context, Result>,
  options: Options<Fields>,
): Draft {
  const { keep, ...draft } = useDraft<Fields>({
    ...options,
    read: () => form.getValues(),
    show: (values, base) => {
      form.reset(base);
      if (values !== base) form.reset(values, { keepDefaultValues: true });
    },
  });
  useEffect(() => form.subscribe({ formState: { values: true }, callback: () => keep() }), [form]);
  return draft;
}

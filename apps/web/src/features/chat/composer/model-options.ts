import { t } from '@lingui/core/macro';
import type { ModelReference, ModelsView } from '@millrace/contract/models/models';

/** A model reference as the value of an option; '' for none. */
export const asValue = (choice: ModelReference | undefined): string =>
  choice === undefined ? '' : `${choice.endpointId ?? ''} ${choice.model}`;

export function fromValue(value: string): ModelReference | undefined {
  if (value === '') return undefined;
  const space = value.indexOf(' ');
  return { endpointId: value.slice(0, space) || null, model: value.slice(space + 1) };
}

/** Every available model, the default first. A selected model stays in the list when it is no longer available. */
export function modelOptions({ endpoints, quotesOnly }: ModelsView, chosen: ModelReference | undefined) {
  const used = endpoints.filter(({ enabled }) => enabled);
  const usual = used[0]?.models[0] ?? '';
  const options = [
    { value: '', label: quotesOnly ? t`No model connected (quotes only)` : t`Default (${usual})` },
    ...used.flatMap(({ id, name, models }) =>
      models.map((model) => ({ value: asValue({ endpointId: id, model }), label: `${model} · ${name}` })),
    ),
  ];
  const value = asValue(chosen);
  if (chosen === undefined || options.some((option) => option.value === value)) return options;
  return [...options, { value, label: t`${{ model: chosen.model }} · unavailable` }];
}

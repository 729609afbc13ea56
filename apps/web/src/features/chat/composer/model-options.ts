import type { ModelChoice, ModelsView } from '@millrace/contract/models/models';

/** A choice as the value of an option; '' for none. */
export const asValue = (choice: ModelChoice | undefined): string =>
  choice === undefined ? '' : `${choice.endpointId ?? ''} ${choice.model}`;

export function fromValue(value: string): ModelChoice | undefined {
  if (value === '') return undefined;
  const space = value.indexOf(' ');
  return { endpointId: value.slice(0, space) || null, model: value.slice(space + 1) };
}

/** Every model that can be asked, the usual one first. What was chosen stays in the list when it is gone. */
export function modelOptions({ endpoints, quotesOnly }: ModelsView, chosen: ModelChoice | undefined) {
  const used = endpoints.filter(({ enabled }) => enabled);
  const usual = used[0]?.models[0];
  const options = [
    { value: '', label: quotesOnly ? 'None is connected: quotes only' : `The usual one (${usual})` },
    ...used.flatMap(({ id, name, models }) =>
      models.map((model) => ({ value: asValue({ endpointId: id, model }), label: `${model} · ${name}` })),
    ),
  ];
  const value = asValue(chosen);
  if (chosen === undefined || options.some((option) => option.value === value)) return options;
  return [...options, { value, label: `${chosen.model} · no longer there` }];
}

import { type EndpointView, saveEndpointInput, tokenPrice } from '@millrace/contract/models/models';
import { z } from 'zod';

const { name, baseUrl, models, apiKey, dailyTokens } = saveEndpointInput.shape;

/** A number that may be left empty. `read` returns NaN for what is not a number. */
const optionalNumber = (read: (text: string) => number) =>
  z.string().transform((text) => (text.trim() === '' ? null : read(text.trim())));

/** "1,500,000", "1.500.000" and "1 500 000" are the same whole number; "1.5" is not one. */
const wholeNumber = optionalNumber((text) =>
  /^\d+$|^\d{1,3}([\s.,_]\d{3})+$/.test(text) ? Number(text.replace(/\D/g, '')) : Number.NaN,
);

/** With a decimal point or comma, never with grouped digits: "0,25" is a quarter. */
const money = optionalNumber((text) =>
  /^\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN,
).pipe(tokenPrice.nullable());

/** The fields of the form of an endpoint, and the values they stand for. */
export const endpointForm = z
  .object({
    name,
    baseUrl,
    models: z
      .string()
      .transform((text) =>
        text
          .split(',')
          .map((part) => part.trim())
          .filter(Boolean),
      )
      .pipe(models),
    apiKey,
    dailyTokens: wholeNumber.pipe(dailyTokens.unwrap()),
    inputPrice: money,
    outputPrice: money,
    shared: z.boolean(),
  })
  .transform(({ inputPrice, outputPrice, ...values }) => ({
    ...values,
    price: inputPrice === null && outputPrice === null ? null : { input: inputPrice ?? 0, output: outputPrice ?? 0 },
  }));

export type EndpointFields = z.input<typeof endpointForm>;
export type EndpointValues = z.output<typeof endpointForm>;

const text = (value: number | null | undefined) => (value === null || value === undefined ? '' : String(value));

export type Beginning = { name?: string; shared?: boolean };

/** The fields of an endpoint; for a new one, usual values and the given defaults. */
export const fieldsOf = (
  endpoint: EndpointView | undefined,
  { name = '', shared = false }: Beginning,
): EndpointFields => ({
  name: endpoint?.name ?? name,
  baseUrl: endpoint?.baseUrl ?? 'https://api.openai.com/v1',
  models: endpoint?.models.join(', ') ?? '',
  apiKey: endpoint ? undefined : '',
  dailyTokens: text(endpoint?.dailyTokens),
  inputPrice: text(endpoint?.price?.input),
  outputPrice: text(endpoint?.price?.output),
  shared: endpoint?.shared ?? shared,
});

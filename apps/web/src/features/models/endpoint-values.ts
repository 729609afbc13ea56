import { type EndpointView, saveEndpointInput, tokenPrice } from '@millrace/contract/models/models';
import { z } from 'zod';

const { name, baseUrl, models, apiKey, dailyTokens } = saveEndpointInput.shape;

/** A number that may be left empty. `read` answers NaN for what is none. */
const optionalNumber = (read: (text: string) => number) =>
  z.string().transform((text) => (text.trim() === '' ? null : read(text.trim())));

/** "1,500,000", "1.500.000" and "1 500 000" are one number, but "1.5" is none. */
const wholeNumber = optionalNumber((text) =>
  /^\d+$|^\d{1,3}([\s.,_]\d{3})+$/.test(text) ? Number(text.replace(/\D/g, '')) : Number.NaN,
);

/** With a point or a comma, never with grouped digits: "0,25" is a quarter. */
const money = optionalNumber((text) =>
  /^\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN,
).pipe(tokenPrice.nullable());

/** What the form of an endpoint holds, and what it means. */
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

/** Of a new one what most begin with, and what fits where it is added. */
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

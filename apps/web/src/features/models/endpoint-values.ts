import { type EndpointView, saveEndpointInput } from '@millrace/contract/models';
import { z } from 'zod';

const { name, baseUrl, models, apiKey, dailyTokens } = saveEndpointInput.shape;

/** A number that may be left empty; digits may be grouped. */
const optionalNumber = z
  .string()
  .transform((text) => text.replace(/[\s,_]/g, ''))
  .transform((text) => (text === '' ? null : Number(text)));

const money = optionalNumber.pipe(z.number('Enter a price such as 0.25').min(0, 'A price is at least 0').nullable());

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
    dailyTokens: optionalNumber.pipe(dailyTokens.unwrap()),
    inputPrice: money,
    outputPrice: money,
    enabled: z.boolean(),
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
  enabled: endpoint?.enabled ?? true,
  shared: endpoint?.shared ?? shared,
});

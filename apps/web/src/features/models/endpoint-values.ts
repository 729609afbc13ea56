import { type EndpointHeader, endpointHeaders, firstByteMs } from '@millrace/contract/models/endpoint-address';
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

/** Stands for a stored value, which nobody is shown. */
const keptValue = '•••';

/** A header per line, `X-Team: mills`; a value that is not shown is kept. */
function readHeaders(text: string): EndpointHeader[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const at = line.indexOf(':');
    const [name, value] = at === -1 ? [line, ''] : [line.slice(0, at), line.slice(at + 1)];
    return { name: name.trim(), value: value.trim() === keptValue ? null : value.trim() };
  });
}

/** What is wrong with one line is shown at the field, which is one text. */
const headers = z.string().transform((text, context) => {
  const read = endpointHeaders.safeParse(readHeaders(text));
  if (read.success) return read.data;
  context.addIssue({ code: 'custom', message: read.error.issues[0]?.message ?? '' });
  return z.NEVER;
});

const seconds = wholeNumber.transform((count) => (count === null ? null : count * 1_000)).pipe(firstByteMs.nullable());

/** The models of the field so far, and what is typed of the next one. */
export function splitModels(text: string): { chosen: string[]; prefix: string } {
  const at = text.lastIndexOf(',') + 1;
  const chosen = text
    .slice(0, at)
    .split(',')
    .map((part) => part.trim());
  return { chosen: chosen.filter(Boolean), prefix: at === 0 ? '' : `${text.slice(0, at)} ` };
}

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
    headers,
    firstByteMs: seconds,
    dailyTokens: wholeNumber.pipe(dailyTokens.unwrap()),
    inputPrice: money,
    outputPrice: money,
    shared: z.boolean(),
  })
  .transform(({ inputPrice, outputPrice, ...values }) => ({
    ...values,
    price: inputPrice === null && outputPrice === null ? null : { input: inputPrice ?? 0, output: outputPrice ?? 0 },
  }));

const connection = z.object({ baseUrl, apiKey, headers });

/** What is needed to ask a server something, as it is typed so far; undefined while it cannot be asked. */
export const readConnection = (fields: Pick<EndpointFields, 'baseUrl' | 'apiKey' | 'headers'>) =>
  connection.safeParse(fields).data;

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
  headers: endpoint?.headerNames.map((name) => `${name}: ${keptValue}`).join('\n') ?? '',
  firstByteMs: text(endpoint?.firstByteMs == null ? null : endpoint.firstByteMs / 1_000),
  dailyTokens: text(endpoint?.dailyTokens),
  inputPrice: text(endpoint?.price?.input),
  outputPrice: text(endpoint?.price?.output),
  shared: endpoint?.shared ?? shared,
});

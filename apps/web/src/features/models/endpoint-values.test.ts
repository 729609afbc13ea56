// @vitest-environment node
import type { EndpointView } from '@millrace/contract/models/models';
import { expect, test } from 'vitest';
import { endpointForm, fieldsOf, splitModels } from './endpoint-values.ts';

const filled = { ...fieldsOf(undefined, { name: 'Local' }), models: 'one, two' };
const read = (fields: object) => endpointForm.safeParse({ ...filled, ...fields });

test.each([
  ['0,25', 0.25],
  ['0.25', 0.25],
  [' 3 ', 3],
  ['0', 0],
])('the price %j is %d', (inputPrice, input) => {
  expect(read({ inputPrice, outputPrice: '2' }).data?.price).toEqual({ input, output: 2 });
});

test.each(['1,000.50', '1.000,50', '-1', '1e3', 'free', '99999'])('%j is not a price', (inputPrice) => {
  expect(read({ inputPrice }).error?.issues.map(({ path }) => path)).toEqual([['inputPrice']]);
});

test.each(['1500000', '1,500,000', '1.500.000', '1 500 000', '1_500_000'])(
  '%j tokens per day are grouped digits',
  (dailyTokens) => {
    expect(read({ dailyTokens }).data?.dailyTokens).toBe(1_500_000);
  },
);

test.each(['1.5', '1,5', '10,00', '0', '-3', 'many'])('%j is not a number of tokens', (dailyTokens) => {
  expect(read({ dailyTokens }).error?.issues.map(({ path }) => path)).toEqual([['dailyTokens']]);
});

test('an empty price is unknown and an empty limit is no limit', () => {
  expect(read({}).data).toMatchObject({ models: ['one', 'two'], price: null, dailyTokens: null });
});

test('headers are one per line, and a value that is not shown is kept', () => {
  const stored = {
    headerNames: ['X-Team', 'X-Trace'],
    firstByteMs: 90_000,
    models: ['one'],
  } as unknown as EndpointView;
  const fields = fieldsOf(stored, {});
  expect(fields).toMatchObject({ headers: 'X-Team: •••\nX-Trace: •••', firstByteMs: '90' });
  const headers = `${fields.headers}\n\n x-url :  https://a.example:8080 `;
  expect(read({ headers, firstByteMs: ' 120 ' }).data).toMatchObject({
    headers: [
      { name: 'X-Team', value: null },
      { name: 'X-Trace', value: null },
      { name: 'x-url', value: 'https://a.example:8080' },
    ],
    firstByteMs: 120_000,
  });
  expect(read({ headers: '', firstByteMs: '' }).data).toMatchObject({ headers: [], firstByteMs: null });
});

test.each([
  ['headers', 'X-Team', 'Enter the value of the header'],
  ['headers', ': mills', 'Enter the name of the header'],
  ['headers', 'Host: a.example', 'This header is set for every request'],
  ['headers', 'X-A: 1\nx-a: 2', 'Enter each header once'],
  ['firstByteMs', '0', 'Enter at least 1 second'],
  ['firstByteMs', '1201', 'Enter at most 1,200 seconds'],
  ['firstByteMs', 'soon', 'Enter a whole number'],
])('the field %s shows what is wrong with %j', (field, value, message) => {
  const issues = read({ [field]: value }).error?.issues.map(({ path, message }) => [path[0], message]);
  expect(issues).toEqual([[field, message]]);
});

test('a further model is completed behind those that were chosen', () => {
  expect(splitModels('pi')).toEqual({ chosen: [], prefix: '' });
  expect(splitModels('pine, oak,bi')).toEqual({ chosen: ['pine', 'oak'], prefix: 'pine, oak, ' });
});

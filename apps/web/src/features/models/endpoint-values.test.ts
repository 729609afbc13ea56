// @vitest-environment node
import { expect, test } from 'vitest';
import { endpointForm, fieldsOf } from './endpoint-values.ts';

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

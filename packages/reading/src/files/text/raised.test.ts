import { expect, test } from 'vitest';
import { lowered, raised, resolveRaised } from './raised.ts';

test.each([
  [`10${raised('6')} units`, '10^6 units'],
  [`10${raised('-')}${raised('3')} m`, '10^-3 m'],
  [`2${raised('n + 1')}`, '2^(n + 1)'],
  [`5 m${raised('2')}`, '5 m^2'],
  [`90 square metres${raised('2')}`, '90 square metres^2'],
  [`the 1${raised('st')} day`, 'the 1st day'],
  [`XIX${raised('e')} siècle, 2${raised('nd')}`, 'XIXe siècle, 2nd'],
  [`M${raised('me')} Curie, n${raised('o')} 5`, 'Mme Curie, nº 5'],
  [`cosh${raised('2')} x, e${raised('kt')}, Ca${raised('2+')}`, 'cosh^2 x, e^kt, Ca^2+'],
  [`20${raised('o')}C, 12.5${raised('a')}`, '20°C, 12.5^a'],
  [`Revenue${raised('(1)')} and 10${raised('(n)')}`, 'Revenue(1) and 10^(n)'],
  [`Revenue${raised('1')} fell`, 'Revenue[1] fell'],
  [`It fell.${raised('1, 2')} Then`, 'It fell.[1, 2] Then'],
  [`${raised('3')} See annex B`, '[3] See annex B'],
  [`about ${raised('14')}C`, 'about ^14C'],
  [`word${raised('[7]')}`, 'word[7]'],
  [`Mill${raised('®')}`, 'Mill®'],
  [`Mill${raised('TM')}`, 'Mill™'],
  [`H${lowered('2')}O and Ca(OH)${lowered('2')}`, 'H2O and Ca(OH)2'],
  [`SO${lowered('4')}${raised('2−')}`, 'SO4^2−'],
  [`x${lowered('1')} + x${lowered('i+1')}`, 'x_1 + x_(i+1)'],
  [`1010${lowered('2')} is binary`, '1010_2 is binary'],
  [`A${lowered('1')} and V${lowered('max')}`, 'A_1 and V_max'],
])('%j is written %j', (marked, written) => {
  expect(resolveRaised(marked)).toBe(written);
});

test('a mark that stands alone is no text', () => {
  expect(resolveRaised('a\ufdd0b')).toBe('ab');
});

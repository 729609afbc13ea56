import { expect, test } from 'vitest';
import { detectLanguage } from './detect-language.ts';

test.each([
  ['hi', 'भारत की राजधानी नई दिल्ली है और यहाँ बहुत से लोग रहते हैं। यह शहर यमुना नदी के किनारे बसा हुआ है।'],
  ['ne', 'नेपालको राजधानी काठमाडौं हो र यहाँ धेरै मानिसहरू बस्छन्। यो सहर बागमती नदीको किनारमा अवस्थित छ।'],
  ['ar', 'عاصمة مصر هي القاهرة ويعيش فيها كثير من الناس وتقع المدينة على نهر النيل.'],
  ['fa', 'پایتخت ایران تهران است و مردم بسیاری در این شهر زندگی می‌کنند و کار می‌کنند.'],
  ['zh', '北京是中华人民共和国的首都，有很多人住在这里。'],
  ['ja', '東京は日本の首都であり、多くの人が住んでいます。'],
  ['ko', '서울은 대한민국의 수도이며 많은 사람들이 살고 있습니다.'],
  ['en', 'The mill stands at the river and grinds the corn of the farmers from the village.'],
  ['de', 'Die Mühle steht am Fluss und mahlt das Korn der Bauern aus dem Dorf.'],
  ['fr', 'Le moulin se trouve au bord de la rivière et moud le grain des paysans.'],
  ['ru', 'Мельница стоит у реки и мелет зерно для крестьян из соседней деревни.'],
  ['es', 'El molino está junto al río y muele el grano de los campesinos del pueblo.'],
])('%s', (language, text) => {
  expect(detectLanguage(text)).toBe(language);
});

test('what a page says of itself comes first, without its region; nonsense is no language', () => {
  const english = 'The mill stands at the river and grinds the corn of the farmers from the village.';
  expect(detectLanguage(english, 'pt-BR')).toBe('pt');
  expect(detectLanguage(english, 'de_DE')).toBe('de');
  expect(detectLanguage(english, 'none of them')).toBe('en');
  expect(detectLanguage(english, '')).toBe('en');
});

test('a few words and mere figures are of no language', () => {
  expect(detectLanguage('Row 12')).toBeNull();
  expect(detectLanguage('1234 5678 '.repeat(20))).toBeNull();
  expect(detectLanguage('')).toBeNull();
});

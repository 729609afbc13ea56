import { describe, expect, test } from 'vitest';
import { codeShare, legibility } from './legible.ts';

const english =
  'The wheel of the mill turns in the river and the stones grind the grain while the miller sleeps. Nobody knows how long this has gone on, yet people from every village come here with their sacks.';
const shifted = (text: string, by: number) =>
  text.replace(/[a-z]/gi, (letter) => {
    const base = letter < 'a' ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + by) % 26) + base);
  });

describe('a text is legible', () => {
  test.each([
    ['English', english],
    [
      'German',
      'Das Rad der Mühle dreht sich im Fluss, und die Steine mahlen das Korn, während der Müller schläft. Niemand weiß, wie lange das schon so geht.',
    ],
    [
      'Polish',
      'Koło młyna obraca się w rzece, a kamienie mielą ziarno, podczas gdy młynarz śpi. Nikt nie wie, jak długo to już trwa, lecz ludzie przychodzą.',
    ],
    [
      'Finnish',
      'Myllyn ratas pyörii joessa ja kivet jauhavat viljaa myllärin nukkuessa. Kukaan ei tiedä, kuinka kauan tämä on jatkunut, mutta ihmiset tulevat.',
    ],
    [
      'Turkish',
      'Değirmenin çarkı nehirde döner, taşlar tahılı öğütür, değirmenci uyurken. Bunun ne kadar sürdüğünü kimse bilmiyor ama herkes geliyor.',
    ],
    [
      'Vietnamese',
      'Bánh xe của cối xay quay trên sông và những tảng đá nghiền hạt trong khi người thợ xay ngủ. Không ai biết điều này đã kéo dài bao lâu.',
    ],
    [
      'Russian',
      'Мельница стоит у реки, колесо вращается весь день. Каждый житель деревни знает старого мельника лично и приходит к нему с зерном.',
    ],
    ['Japanese', '水車小屋は川のそばに立ち、車輪は一日中回っている。'.repeat(4)],
    ['Nepali', 'मिल नदीको छेउमा छ र पाङ्ग्रा दिनभरि घुम्छ। '.repeat(4)],
    ['Arabic', 'المطحنة تقف عند النهر والعجلة تدور طوال اليوم. '.repeat(4)],
    [
      'codes and acronyms',
      'EAN SKU PCB XLR USB HDMI BNC DIN VDE ISO IEC ABS PVC LED LCD RGB NTSC HDTV and their prices'.repeat(4),
    ],
    [
      'a list with dotted lines',
      Array.from({ length: 20 }, (_, i) => `Wheels and stones ............ ${i}`).join('\n'),
    ],
    ['JSON', JSON.stringify(Array.from({ length: 20 }, (_, i) => ({ id: i, name: 'wheel' })))],
    ['bullets of a symbol font', `\uf0b7 ${english}\n\uf0b7 ${english}`],
    ['two words', 'Xqz vwk'],
  ])('%s', (_, text) => {
    expect(legibility(text)).toEqual({ legible: true });
  });
});

describe('a text is not legible', () => {
  test.each([
    ['whose letters are controls', '\x01\x02\x03\x04 \x05\x06', 'codes'],
    ['whose letters are private', '\ue001\ue002\ue003 \ue004', 'codes'],
    ['of signs for unknown letters', 'The \ufffd\ufffd\ufffd\ufffd\ufffd of \ufffd\ufffd', 'codes'],
    ['whose letters are others', shifted(english, 3), 'words'],
    ['whose letters are others, by another distance', shifted(english, 23), 'words'],
    [
      'that was read upside down',
      `${'JO SPIOM SWOT BWOS 2UIM OUI AJIIQM SI UJN} AUI }O IJPPIW YNII pun gels '.repeat(12)}`,
      'words',
    ],
    ['read in another encoding', 'â€œÃ¤â€\u009d Â©Â® Ã¼â€“Â° '.repeat(20), 'words'],
  ])('%s', (_, text, why) => {
    expect(legibility(text)).toEqual({ legible: false, why });
  });
});

test('codes count against what is visible', () => {
  expect(codeShare('ab \x01\x02\n\t')).toBe(0.5);
  expect(codeShare('')).toBe(0);
});

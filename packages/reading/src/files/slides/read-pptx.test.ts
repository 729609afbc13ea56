import { expect, test } from 'vitest';
import { makePptx, shape, slideParagraph } from '../../../test/make-pptx.ts';
import { makeSign } from '../../../test/make-sign.ts';
import { makeZip } from '../../../test/make-zip.ts';
import { readOctets } from '../../../test/read-octets.ts';

const pptx = 'application/vnd.openxmlformats-officedocument.presentationml.presentation';
const read = (content: Buffer) => readOctets(pptx, content);

const picture = (description: string) =>
  `<p:pic><p:nvPicPr><p:cNvPr id="4" name="p" descr="${description}"/><p:nvPr/></p:nvPicPr></p:pic>`;
const frame = (content: string) =>
  `<p:graphicFrame><a:graphic><a:graphicData>${content}</a:graphicData></a:graphic></p:graphicFrame>`;
const cell = (text: string, spans = '') => `<a:tc${spans}><a:txBody>${slideParagraph(text)}</a:txBody></a:tc>`;

test('Slides come in their order, with title, bullets as shown and the notes of the speaker', async () => {
  const { records, notes } = await read(
    makePptx([
      { shapes: [shape('ctrTitle', [slideParagraph('The mill')]), shape('subTitle', [slideParagraph('A plan')])] },
      {
        shapes: [
          shape('body', [
            slideParagraph('Wheel'),
            slideParagraph('Oak &amp; iron', { level: 1 }),
            slideParagraph('First', { properties: '<a:buAutoNum type="alphaLcParenR" startAt="3"/>' }),
            slideParagraph('Second', { properties: '<a:buAutoNum type="alphaLcParenR" startAt="3"/>' }),
          ]),
          shape('title', ['<a:p><a:r><a:t>Parts of</a:t></a:r><a:br/><a:r><a:t>the mill</a:t></a:r></a:p>']),
          shape('sldNum', [slideParagraph('2')]),
        ],
        notes: 'Show the oak sample.',
      },
    ]),
  );
  expect(records.map(({ page, title, text }) => [page, title, text])).toEqual([
    [1, 'The mill', 'The mill\n\nA plan'],
    [
      2,
      'Parts of the mill',
      'Parts of the mill\n\n- Wheel\n  - Oak & iron\nc) First\nd) Second\n\nSpeaker notes:\nShow the oak sample.',
    ],
  ]);
  expect(records[1]?.headings).toEqual([{ start: 0, end: 17, text: 'Parts of the mill', level: 1 }]);
  expect(notes).toEqual([]);
});

test('Tables, charts, diagrams, groups, raised figures and descriptions of pictures are text', async () => {
  const table = `<a:tbl><a:tr>${cell('Gate')}${cell('Day')}</a:tr><a:tr>${cell('North', ' rowSpan="2"')}${cell('Monday')}</a:tr><a:tr>${cell('', ' vMerge="1"')}${cell('Tuesday')}</a:tr></a:tbl>`;
  const point = (i: number, value: string) => `<c:pt idx="${i}"><c:v>${value}</c:v></c:pt>`;
  const chart = `<c:chartSpace xmlns:c="c" xmlns:a="a"><c:chart><c:title><c:tx><c:rich>${slideParagraph('Water')}</c:rich></c:tx></c:title><c:plotArea><c:barChart><c:ser><c:tx><c:strRef><c:strCache>${point(0, 'Litres')}</c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:strCache>${point(0, 'May')}${point(1, 'June')}</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache>${point(0, '12.5')}${point(1, '9')}</c:numCache></c:numRef></c:val></c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>`;
  const diagram = `<dgm:dataModel xmlns:dgm="d" xmlns:a="a"><dgm:ptLst><dgm:pt><dgm:t>${slideParagraph('Open the sluice')}</dgm:t></dgm:pt><dgm:pt/></dgm:ptLst></dgm:dataModel>`;
  const raised =
    '<a:p><a:r><a:t>10</a:t></a:r><a:r><a:rPr baseline="30000"/><a:t>6</a:t></a:r><a:r><a:t> units</a:t></a:r></a:p>';
  const { text, notes } = await read(
    makePptx([
      {
        shapes: [
          frame(table),
          frame('<c:chart xmlns:c="c" r:id="rIdC"/>'),
          frame('<dgm:relIds xmlns:dgm="d" r:dm="rIdD" r:lo="x"/>'),
          `<p:grpSp>${shape(undefined, [raised])}</p:grpSp>`,
          `<mc:AlternateContent xmlns:mc="m"><mc:Choice>${shape(undefined, [slideParagraph('Once')])}</mc:Choice><mc:Fallback>${shape(undefined, [slideParagraph('Once')])}</mc:Fallback></mc:AlternateContent>`,
          picture('A heron at the weir'),
          picture(''),
          frame('<p:oleObj/>'),
          frame('<cx:chart xmlns:cx="x" r:id="gone"/>'),
          shape(undefined, [slideParagraph('Draft figures')]).replace('name="s"', 'name="s" hidden="1"'),
        ],
        related: [
          { id: 'rIdC', type: 'chart', content: chart },
          { id: 'rIdD', type: 'diagramData', content: diagram },
        ],
      },
    ]),
  );
  expect(text).toBe(
    [
      '| Gate | Day |\n| North | Monday |\n| North | Tuesday |',
      'Water\n|  | Litres |\n| May | 12.5 |\n| June | 9 |',
      '- Open the sluice',
      '10^6 units',
      'Once',
      'A heron at the weir',
    ].join('\n\n'),
  );
  expect(notes).toEqual([
    '1 picture without a description was not read.',
    '1 hidden shape was not read.',
    '2 embedded objects were not read.',
  ]);
});

test('Hidden slides, slides of pictures alone and comments are reported or read; a footer comes once', async () => {
  const footer = shape('ftr', [slideParagraph('Confidential')]);
  const comments = '<p:cmLst xmlns:p="p"><p:cm authorId="0"><p:text>Check the date</p:text></p:cm></p:cmLst>';
  const { records, notes } = await read(
    makePptx([
      {
        shapes: [shape('title', [slideParagraph('One')]), footer],
        related: [{ id: 'rIdK', type: 'comments', content: comments }],
      },
      { shapes: [shape('title', [slideParagraph('Salaries')])], hidden: true },
      { shapes: [picture('')] },
      { shapes: [shape('title', [slideParagraph('Four')]), footer] },
    ]),
  );
  expect(records.map(({ page, text }) => [page, text])).toEqual([
    [1, 'One\n\nConfidential\n\nComments:\n- Check the date'],
    [4, 'Four'],
  ]);
  expect(notes).toEqual(['1 hidden slide was not read: 2.', '1 slide has no text but pictures: 3.']);
});

test('Of a slide that has nothing but pictures their letters are read', async () => {
  const embedded = picture('').replace('</p:pic>', '<p:blipFill><a:blip r:embed="rIdP"/></p:blipFill></p:pic>');
  const { records, notes } = await read(
    makePptx([
      { shapes: [shape('title', [slideParagraph('One')])] },
      { shapes: [embedded], related: [{ id: 'rIdP', type: 'image', content: await makeSign(['The mill stands']) }] },
    ]),
  );
  expect(records.map(({ place, text }) => [place, text])).toEqual([
    [undefined, 'One'],
    [{ kind: 'member', path: 'slide 2/rIdP-1.png', page: null, sheet: null, row: null }, 'The mill stands'],
  ]);
  expect(notes).toEqual(['1 slide has no text but pictures: 2.']);
});

test('A damaged slide is reported by its number, and the others are read', async () => {
  const whole = makePptx([{ shapes: [shape('title', [slideParagraph('One')])] }]);
  const { records, unreadable } = await read(
    makeZip([
      ...['[Content_Types].xml'].map((name) => ({ name, content: '<Types/>' })),
      {
        name: 'ppt/presentation.xml',
        content:
          '<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst><p:sldId id="1" r:id="a"/><p:sldId id="2" r:id="b"/></p:sldIdLst></p:presentation>',
      },
      {
        name: 'ppt/_rels/presentation.xml.rels',
        content:
          '<R><R Id="a" Type="x/slide" Target="slides/a.xml"/><R Id="b" Type="x/slide" Target="slides/gone.xml"/></R>',
      },
      {
        name: 'ppt/slides/a.xml',
        content: `<p:sld><p:cSld><p:spTree>${shape('title', [slideParagraph('One')])}</p:spTree></p:cSld></p:sld>`,
      },
    ]),
  );
  expect(records.map(({ page, title }) => [page, title])).toEqual([[1, 'One']]);
  expect(unreadable).toEqual([2]);
  await expect(read(whole.subarray(0, 600))).rejects.toMatchObject({ reason: 'sources.damaged' });
  await expect(read(makePptx([{ shapes: [] }]))).rejects.toThrow('This presentation has no text on its slides.');
  await expect(read(makeZip([{ name: 'a.txt', content: 'a' }]))).rejects.toThrow(/not a presentation/);
});

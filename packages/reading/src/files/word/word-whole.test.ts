import { expect, test } from 'vitest';
import { level, makeDocx, numbering, root } from '../../../test/make-docx.ts';
import { randomOf } from '../../../test/random-of.ts';
import { wholeText } from './document-text.ts';
import { readWord } from './read-word.ts';
import { openWordPackage } from './word-package.ts';

// Documents at random: whatever stands in whatever, each word that people see is read once, and none that they don't see.

class Maker {
  readonly seen: string[] = [];
  readonly unseen: string[] = [];
  readonly #random: (below: number) => number;

  constructor(seed: number) {
    this.#random = randomOf(seed);
  }

  #word(isSeen: boolean): string {
    const word = `Word${this.seen.length + this.unseen.length}x`;
    (isSeen ? this.seen : this.unseen).push(word);
    return word;
  }

  #run(isSeen: boolean, look = ''): string {
    return `<w:r><w:rPr>${look}</w:rPr><w:t xml:space="preserve">${this.#word(isSeen)} </w:t></w:r>`;
  }

  #some(make: () => string): string {
    return Array.from({ length: 1 + this.#random(3) }, make).join('');
  }

  #inline(depth: number, isSeen: boolean): string {
    const inner = () => this.#some(() => this.#inline(depth - 1, isSeen));
    const mark = (kind: string) => `<w:r><w:fldChar w:fldCharType="${kind}"/></w:r>`;
    const makers = [
      () => this.#run(isSeen),
      () => `<w:ins w:id="1">${inner()}</w:ins>`,
      () => `<w:moveTo w:id="1">${inner()}</w:moveTo>`,
      () => `<w:del w:id="1"><w:r><w:delText>${this.#word(false)}</w:delText></w:r></w:del>`,
      () => `<w:moveFrom w:id="1"><w:r><w:t>${this.#word(false)}</w:t></w:r></w:moveFrom>`,
      () => this.#run(false, '<w:vanish/>'),
      () => this.#run(isSeen, '<w:vertAlign w:val="superscript"/>') + this.#run(isSeen, '<w:strike/>'),
      () => `<w:hyperlink>${inner()}</w:hyperlink>`,
      () => `<w:sdt><w:sdtPr/><w:sdtContent>${inner()}</w:sdtContent></w:sdt>`,
      () => `<w:fldSimple w:instr="X">${inner()}</w:fldSimple>`,
      () =>
        `${mark('begin')}<w:r><w:instrText> REF ${this.#word(false)} </w:instrText></w:r>${mark('separate')}${inner()}${mark('end')}`,
      () => `<w:commentRangeStart w:id="0"/>${inner()}<w:commentRangeEnd w:id="0"/>`,
      () => `<m:oMath><m:f><m:num><m:r><m:t>${this.#word(isSeen)}</m:t></m:r></m:num><m:den/></m:f></m:oMath>`,
      () => this.#box(depth, isSeen),
    ];
    return depth <= 0 ? this.#run(isSeen) : (makers[this.#random(makers.length)] as () => string)();
  }

  /** In both ways in which Word writes it. */
  #box(depth: number, isSeen: boolean): string {
    const content = `<w:txbxContent>${this.blocks(depth - 3, isSeen)}</w:txbxContent>`;
    return `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>${content}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>${content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`;
  }

  #paragraph(depth: number, isSeen: boolean): string {
    const properties = [
      '',
      '<w:pStyle w:val="Heading1"/>',
      `<w:numPr><w:ilvl w:val="${this.#random(3)}"/><w:numId w:val="1"/></w:numPr>`,
      '<w:rPr><w:del w:id="1"/></w:rPr>',
      '<w:rPr><w:ins w:id="1"/></w:rPr>',
      '<w:rPr><w:vanish/><w:specVanish/></w:rPr>',
    ];
    return `<w:p><w:pPr>${properties[this.#random(properties.length)]}</w:pPr>${this.#some(() => this.#inline(depth, isSeen))}</w:p>`;
  }

  #table(depth: number, isSeen: boolean): string {
    const row = () => {
      const isDeleted = this.#random(6) === 0;
      const cells = this.#some(() => `<w:tc>${this.blocks(depth - 2, isSeen && !isDeleted)}<w:p/></w:tc>`);
      return `<w:tr>${isDeleted ? '<w:trPr><w:del w:id="1"/></w:trPr>' : ''}${cells}</w:tr>`;
    };
    return `<w:tbl><w:tblPr/>${this.#some(row)}</w:tbl>`;
  }

  blocks(depth: number, isSeen = true): string {
    return this.#some(() => {
      const kind = depth <= 0 ? 9 : this.#random(6);
      if (kind === 0) return this.#table(depth, isSeen);
      if (kind === 1) return `<w:sdt><w:sdtContent>${this.blocks(depth - 1, isSeen)}</w:sdtContent></w:sdt>`;
      if (kind === 2) return `<w:customXml>${this.blocks(depth - 1, isSeen)}</w:customXml>`;
      // boxes in boxes in boxes come to an end
      return this.#paragraph(Math.max(0, Math.min(2, depth + 2)), isSeen);
    });
  }
}

test.each(Array.from({ length: 60 }, (_, i) => i + 1))('document %i', async (seed) => {
  const maker = new Maker(seed);
  const section = '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/></w:sectPr>';
  const lists = numbering([level(0, '%1.') + level(1, '%1.%2') + level(2, '(%3)')], [[0]]);
  const body = maker.blocks(3);
  const header = { type: 'header', name: 'header1.xml', content: root('w:hdr', maker.blocks(1)) };
  const bytes = makeDocx([body, section], { parts: [lists, header] });
  const text = wholeText(await readWord(await openWordPackage(bytes)));
  const times = (word: string) => text.split(word).length - 1;
  expect(maker.seen.filter((word) => times(word) !== 1)).toEqual([]);
  expect(maker.unseen.filter((word) => times(word) !== 0)).toEqual([]);
});

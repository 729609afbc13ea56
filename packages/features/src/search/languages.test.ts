import { openTestDatabase, type TestDatabase } from '@millrace/db/test/test-database';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedPassages, seedWorkspace } from '../../test/seed-passages.ts';
import { testLog } from '../../test/test-log.ts';
import { searchPassages } from './find-passages.ts';

/** As when no model can be reached: words alone. */
const absent = { model: 'none', maxChars: 1_000, embed: () => Promise.reject(new Error('no model here')) };

const passages = {
  Hindi: 'पनचक्की नदी के किनारे खड़ी है। किसान अपना अनाज पीसने के लिए यहाँ लाते हैं और पुरानी किताबें पढ़ते हैं।',
  Nepali: 'पानीघट्ट खोलाको छेउमा छ। किसानहरू आफ्नो मकै पिस्न यहाँ ल्याउँछन् र सरकारले बाटो बनायो।',
  Arabic: 'تقف الطاحونة على ضفة النهر. يأتي الفلاحون بالقمح، ويقرأ الطحّان الكُتُبَ القديمة.',
  Chinese: '水磨坊位于河边。农民把粮食带到这里来磨。国家图书馆在北京。',
  Japanese: '水車小屋は川のそばにあります。農民はここで小麦を挽きます。東京タワーも見えます。',
  Korean: '물레방아는 강가에 있습니다. 농부들은 학교에서 돌아와 밀을 빻습니다.',
  Thai: 'โรงสีตั้งอยู่ริมแม่น้ำ ชาวนานำข้าวมาสีที่นี่',
  Russian: 'Мельница стоит у реки. Крестьяне привозят зерно, а ёлки растут рядом.',
  German: 'Die Mühle steht an der Straße am Fluß. Die Bauern bringen das Korn.',
  French: 'Le moulin se trouve près du café. Les élèves y apprennent l’été.',
  English: 'The mill stands at the river and grinds the corn of the farmers.',
};

describe('words of every language, without a model', () => {
  let database: TestDatabase;
  let workspaceId: string;

  beforeAll(async () => {
    database = await openTestDatabase();
    workspaceId = await seedWorkspace(database.db);
    for (const [title, text] of Object.entries(passages)) {
      await seedPassages(database.db, { workspaceId, title, texts: [text] });
    }
  });
  afterAll(() => database.close());

  const search = async (query: string) => {
    const services = { db: database.db, llm: { embedder: absent }, log: testLog().log };
    const { hits } = await searchPassages(services, { workspaceId, query, limit: 20 });
    return hits.map(({ title, text, highlights }) => ({ title, marked: highlights.map(([a, b]) => text.slice(a, b)) }));
  };

  test.each([
    ['किताब', 'Hindi', ['किताबें']],
    ['नदी', 'Hindi', ['नदी']],
    ['पढते', 'Hindi', ['पढ़ते']],
    ['मकै', 'Nepali', ['मकै']],
    ['सरकार', 'Nepali', ['सरकारले']],
    ['كتاب', 'Arabic', undefined],
    ['الكتب', 'Arabic', ['الكُتُبَ']],
    ['طاحونه', 'Arabic', ['الطاحونة']],
    ['图书馆', 'Chinese', ['图书馆']],
    ['磨', 'Chinese', ['磨', '磨']],
    ['東京', 'Japanese', ['東京']],
    ['小屋', 'Japanese', ['小屋']],
    ['학교', 'Korean', ['학교']],
    ['แม่น้ำ', 'Thai', expect.arrayContaining(['แม่น้ำ'])],
    ['мельницу', 'Russian', ['Мельница']],
    ['ЕЛКА', 'Russian', ['ёлки']],
    ['strasse', 'German', ['Straße']],
    ['muhle', 'German', ['Mühle']],
    ['cafe', 'French', ['café']],
    ['Élève', 'French', ['élèves']],
  ])('%s is found', async (query, title, marked) => {
    const hits = await search(query);
    if (marked === undefined) return expect(hits.map((hit) => hit.title)).not.toContain('English');
    expect(hits[0]).toEqual({ title, marked });
  });

  test.each([
    ['"水車小屋は"', ['Japanese']],
    ['"水車川"', []],
    ['"किनारे खड़ी है"', ['Hindi']],
    ['"किनारे है"', []],
    ['"mills stand"', []],
    ['"The mill stands"', ['English']],
    ['"at the"', ['English']],
    ['"the at"', []],
  ])('the words of %s stand together', async (query, titles) => {
    expect((await search(query)).map((hit) => hit.title)).toEqual(titles);
  });
});

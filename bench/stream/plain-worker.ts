// A worker as most people would write it: the SDK as it comes, and for each chunk one pipeline that appends, expires and publishes. node
// plain-worker.ts MODEL_URL REDIS_URL MODEL STREAMS. Says when it begins, and when all has ended how many chunks there were.
import { Redis } from 'ioredis';
import OpenAI from 'openai';

const [baseURL, redisUrl = '', model = '', streams = '1'] = process.argv.slice(2);
const openai = new OpenAI({ baseURL, apiKey: 'key-of-the-rig', maxRetries: 0 });
const redis = new Redis(redisUrl);
let chunks = 0;

async function answer(n: number): Promise<void> {
  const messages = [{ role: 'user' as const, content: 'Count for me' }];
  let seq = 0;
  for await (const chunk of await openai.chat.completions.create({ model, messages, stream: true })) {
    const text = chunk.choices[0]?.delta.content;
    if (!text) continue;
    seq += 1;
    const event = `${seq} ${JSON.stringify({ type: 'progress', progress: { text } })}`;
    await redis
      .pipeline()
      .rpush(`plain:${n}`, event)
      .expire(`plain:${n}`, 3_600)
      .publish(`on:plain:${n}`, event)
      .exec();
  }
  chunks += seq;
}

const answers = Array.from({ length: Number(streams) }, (_, n) => answer(n));
process.stdout.write('READY\n');
await Promise.all(answers);
process.stdout.write(`${chunks}\n`);

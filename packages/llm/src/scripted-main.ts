// The scripted model server by hand: node packages/llm/src/scripted-main.ts [port]
import { startScriptedServer } from './scripted-server.ts';

const server = await startScriptedServer({ port: Number(process.argv[2] ?? 4900) });
process.stdout.write(`scripted model server: ${server.url} (any key but "wrong")\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close());

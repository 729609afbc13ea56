import { exportResults, type ResultView } from '@millrace/contract/classification/results';
import { cleanName } from '../../files/clean-name.ts';
import { insertFile } from '../../files/files.queries.ts';
import { storageLeft } from '../../files/storage-limit.ts';
import { handle, type Work } from '../../jobs/handle.ts';
import { getClassification } from '../classifications.queries.ts';
import { countItems } from '../items/claims.queries.ts';
import { pageOfResults } from '../results/results.queries.ts';
import { schemesOf } from '../runs/schemes-of.ts';
import { tableOf } from './result-table.ts';
import { mediaTypes, writeResults } from './write-results.ts';

const pageSize = 200;

async function* pagesOf({ services, run, payload, signal, progress }: Work<typeof exportResults>) {
  const { classificationId, filter } = payload;
  let cursor: string | undefined;
  let done = 0;
  const { total } = await countItems(services.db, classificationId);
  for (;;) {
    signal.throwIfAborted();
    const wanted = { classificationId, filter, cursor, sort: 'position' as const, limit: pageSize };
    const page = await pageOfResults(services.db, run.workspaceId, wanted);
    yield page.items satisfies ResultView[];
    done += page.items.length;
    progress({ done, total: Math.max(done, total) });
    if (page.nextCursor === null) return;
    cursor = page.nextCursor;
  }
}

/** Writes the results that match into a file of the workspace. */
export const exportResultsHandler = handle(exportResults, async (task) => {
  const { services, run, payload, signal, write } = task;
  const { workspaceId } = run;
  const { name, schemes } = await getClassification(services.db, payload.classificationId);
  const fields = [...(await schemesOf(services.db, schemes)).values()].flatMap((scheme) => scheme.fields);
  let rows = 0;
  const counted = async function* () {
    for await (const page of pagesOf(task)) {
      rows += page.length;
      yield page;
    }
  };
  const room = await storageLeft(services, { workspaceId });
  const octets = writeResults(payload.format, counted(), tableOf(fields));
  const { sha256, size } = await services.storage.put(workspaceId, octets, { maxBytes: room.bytes, signal });
  const file = {
    ...{ workspaceId, sha256, size, createdBy: run.createdBy, mediaType: mediaTypes[payload.format] },
    name: cleanName(`${name}.${payload.format}`),
  };
  return { fileId: await write((trx) => insertFile(trx, file)), rows };
});

import type { Inputs } from './matrix-fixtures.ts';
import type { Seed } from './seed-workspace.ts';

/** Further inputs, which between them fill every place for an id that the fixtures leave out. */
type Optional = {
  [Feature in keyof Inputs]?: { [Name in keyof Inputs[Feature]]?: ((seed: Seed) => Inputs[Feature][Name])[] };
};

const choices = ({ endpointId, sourceId, canary }: Seed) => ({
  model: { endpointId, model: canary },
  scope: { sourceIds: [sourceId] },
});

/** Everything that narrows down what is classified, and a model in place of the built-in provider. */
const narrowed = ({ workspaceId, schemeId, sourceId, recordId, endpointId, canary }: Seed) => ({
  workspaceId,
  schemeIds: [schemeId],
  scope: {
    subject: 'record' as const,
    sourceIds: [sourceId],
    recordIds: [recordId],
    filters: { sourceIds: [sourceId] },
  },
  provider: { kind: 'model' as const, endpointId, model: canary },
});
const ofScheme = ({ classificationId, schemeId }: Seed) => ({ classificationId, filter: { schemeId } });

export const optional: Optional = {
  chat: {
    send: [
      ({ conversationId, attachmentId, answerId }) => ({
        ...{ conversationId, text: 'planted', attachmentIds: [attachmentId], afterId: answerId },
      }),
    ],
  },
  classifications: {
    list: [({ workspaceId, classificationId }) => ({ workspaceId, cursor: classificationId })],
    plan: [narrowed],
    try: [narrowed],
    create: [narrowed],
  },
  conversations: {
    create: [(seed) => ({ workspaceId: seed.workspaceId, title: 'planted', choices: choices(seed) })],
    list: [({ workspaceId, conversationId }) => ({ workspaceId, cursor: conversationId })],
    setChoices: [(seed) => ({ conversationId: seed.conversationId, choices: choices(seed) })],
  },
  jobs: {
    list: [
      ({ workspaceId, conversationId, runId }) => ({
        ...{ workspaceId, subject: { kind: 'conversation', id: conversationId }, cursor: runId },
      }),
    ],
    watchTopics: [({ ownerId, workspaceId }) => ({ userId: ownerId, topics: [{ key: 'a', workspaceId }] })],
  },
  records: {
    list: [({ sourceId, itemId }) => ({ sourceId, itemId })],
    listDeleted: [({ sourceId, itemId }) => ({ sourceId, itemId })],
  },
  results: {
    list: [ofScheme],
    facets: [ofScheme],
    export: [(seed) => ({ ...ofScheme(seed), format: 'csv' })],
    agreement: [({ classificationId }) => ({ classificationId, with: classificationId })],
  },
  schemes: { list: [({ workspaceId, schemeId }) => ({ workspaceId, cursor: schemeId })] },
  search: {
    query: [
      ({ workspaceId, canary, sourceId }) => ({ workspaceId, query: canary, filters: { sourceIds: [sourceId] } }),
    ],
    test: [({ workspaceId, canary, sourceId }) => ({ workspaceId, query: canary, filters: { sourceIds: [sourceId] } })],
  },
  sources: {
    create: [
      ({ workspaceId }) => ({ workspaceId, kind: 'text', title: 'planted', text: 'planted' }),
      ({ workspaceId }) => ({ workspaceId, kind: 'site', url: 'http://127.0.0.1:9/' }),
      ({ workspaceId }) => ({ workspaceId, kind: 'urls', urls: ['http://127.0.0.1:9/'] }),
      ({ workspaceId, fileId }) => ({ workspaceId, kind: 'files', fileIds: [fileId] }),
      ({ workspaceId, fileId }) => ({ workspaceId, kind: 'csv', fileId }),
    ],
    list: [({ workspaceId, sourceId }) => ({ workspaceId, cursor: sourceId })],
    retryItem: [({ sourceId, itemId }) => ({ sourceId, itemId })],
  },
};

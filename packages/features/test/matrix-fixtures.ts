import type { inferRouterInputs } from '@trpc/server';
import type { AppRouter } from '../src/app-router.ts';
import type { Seed } from './seed-workspace.ts';

export type Inputs = inferRouterInputs<AppRouter>;
/**
 * An input for every procedure of a feature; one that is missing does not compile. A feature whose inputs are nothing but ids of things
 * that a seed has needs no entry.
 */
export type Fixtures = {
  [Feature in keyof Inputs]?: { [Name in keyof Inputs[Feature]]: (seed: Seed) => Inputs[Feature][Name] };
};

const nothing = () => undefined;
const nobody = { email: 'nobody@example.org', password: 'not a password at all' };
const wrongPassword = nobody.password;
const endpoint = { baseUrl: 'http://127.0.0.1:9/v1', apiKey: 'none' };

const ofWorkspace = ({ workspaceId }: Seed) => ({ workspaceId });
const ofConversation = ({ conversationId }: Seed) => ({ conversationId });
const ofAttachment = ({ attachmentId }: Seed) => ({ attachmentId });
const ofAnswer = ({ answerId }: Seed) => ({ answerId });
const ofRun = ({ runId }: Seed) => ({ runId });
const ofRecord = ({ recordId }: Seed) => ({ recordId });
const ofScheme = ({ schemeId }: Seed) => ({ schemeId });
const ofClassification = ({ classificationId }: Seed) => ({ classificationId });
const ofResult = ({ resultId }: Seed) => ({ resultId });
/** Every record of a workspace, by the nearest label. */
const everything = ({ workspaceId, schemeId }: Seed) => ({
  workspaceId,
  schemeIds: [schemeId],
  scope: { subject: 'record' as const },
  provider: { kind: 'builtin' as const },
});
const plantedField = { key: 'planted', type: 'text' as const };
const plantedScheme = { kind: 'millrace.scheme' as const, format: 1 as const, name: 'planted', fields: [plantedField] };
const ofSource = ({ sourceId }: Seed) => ({ sourceId });

/** Each names things of the seed wherever it can, so that a missing check has something to give away. */
export const fixtures: Fixtures = {
  apiKeys: {
    list: ofWorkspace,
    create: ({ workspaceId }) => ({ workspaceId, name: 'planted', role: 'viewer' }),
    revoke: ({ workspaceId, apiKeyId }) => ({ workspaceId, apiKeyId }),
  },
  attachments: {
    // as with files.upload
    add: nothing as never,
    get: ofAttachment,
    text: ofAttachment,
    remove: ofAttachment,
  },
  chat: {
    messages: ofConversation,
    send: ({ conversationId }) => ({ conversationId, text: 'planted' }),
    edit: ({ messageId }) => ({ messageId, text: 'planted' }),
    show: ({ messageId }) => ({ messageId }),
    stop: ofAnswer,
    continue: ofAnswer,
    regenerate: ofAnswer,
    rate: ({ answerId }) => ({ answerId, rating: { value: 'up', reason: 'planted' } }),
  },
  chunks: {
    list: ofRecord,
    setEnabled: ({ chunkId }) => ({ chunkId, enabled: false }),
  },
  classifications: {
    list: ofWorkspace,
    get: ofClassification,
    plan: everything,
    try: everything,
    create: everything,
    pause: ofClassification,
    resume: ofClassification,
    cancel: ofClassification,
    retryFailed: ofClassification,
    delete: ofClassification,
    restore: ({ deletedClassificationId }) => ({ classificationId: deletedClassificationId }),
  },
  conversations: {
    create: ({ workspaceId }) => ({ workspaceId, title: 'planted' }),
    list: ofWorkspace,
    get: ofConversation,
    rename: ({ conversationId }) => ({ conversationId, title: 'planted' }),
    share: ({ conversationId }) => ({ conversationId, visibility: 'private' }),
    setChoices: ({ conversationId }) => ({ conversationId, choices: { temperature: 0.5 } }),
    pin: ({ conversationId }) => ({ conversationId, pinned: true }),
    delete: ofConversation,
    restore: ({ deletedConversationId }) => ({ conversationId: deletedConversationId }),
  },
  feed: { changes: ofWorkspace },
  files: {
    // its body is a stream and its workspace a header: the matrix makes both
    upload: nothing as never,
    uploadPart: nothing as never,
    startUpload: ({ workspaceId }) => ({ workspaceId, name: 'planted.csv', size: 3 }),
    uploadState: ({ workspaceId, uploadId }) => ({ workspaceId, uploadId }),
    cancelUpload: ({ workspaceId, uploadId }) => ({ workspaceId, uploadId }),
    usage: ofWorkspace,
  },
  jobs: {
    list: ofWorkspace,
    get: ofRun,
    cancel: ofRun,
    retry: ofRun,
    watch: ofRun,
    watchTopics: ({ ownerId, runId }) => ({ userId: ownerId, topics: [{ key: 'a', runId }] }),
    feed: ofWorkspace,
  },
  nextMessages: {
    list: ofConversation,
    add: ({ conversationId }) => ({ conversationId, text: 'planted' }),
    edit: ({ nextId }) => ({ nextId, text: 'planted' }),
    move: ({ nextId }) => ({ nextId, to: 0 }),
    remove: ({ nextId }) => ({ nextId }),
    resume: ofConversation,
  },
  models: {
    list: ofWorkspace,
    save: ({ workspaceId, endpointId }) => ({
      workspaceId,
      endpointId,
      ...endpoint,
      name: 'planted',
      models: ['none'],
    }),
    setEnabled: ({ workspaceId, endpointId }) => ({ workspaceId, endpointId, enabled: false }),
    delete: ({ workspaceId, endpointId }) => ({ workspaceId, endpointId }),
    reorder: ({ workspaceId, endpointId }) => ({ workspaceId, endpointIds: [endpointId] }),
    test: ({ workspaceId, endpointId }) => ({ workspaceId, endpointId, ...endpoint, model: 'none' }),
    offered: ({ workspaceId, endpointId }) => ({ workspaceId, endpointId, ...endpoint }),
    usage: ofWorkspace,
  },
  records: {
    list: ofSource,
    listDeleted: ofSource,
    get: ofRecord,
    update: ({ recordId }) => ({ recordId, text: 'planted', expectedVersion: 1 }),
    versions: ofRecord,
    diff: ({ recordId }) => ({ recordId, from: 1, to: 1 }),
    revert: ({ recordId }) => ({ recordId, version: 1 }),
    delete: ofRecord,
    restore: ofRecord,
  },
  results: {
    list: ofClassification,
    get: ofResult,
    facets: ofClassification,
    agreement: ofClassification,
    export: ({ classificationId }) => ({ classificationId, format: 'csv' }),
    importLabels: ({ classificationId, fileId, canary }) => ({
      ...{ classificationId, fileId, match: { column: `${canary} in a file`, by: 'title' } },
      columns: { [`${canary} in a file`]: 'topic' },
    }),
    accept: ofResult,
    reject: ofResult,
    correct: ({ resultId, canary }) => ({ resultId, values: { topic: `${canary} label` } }),
    retry: ofResult,
  },
  schemes: {
    list: ofWorkspace,
    get: ofScheme,
    versions: ofScheme,
    create: ({ workspaceId }) => ({ workspaceId, name: 'planted', fields: [plantedField] }),
    update: ({ schemeId }) => ({ schemeId, expectedVersion: 1, name: 'planted' }),
    delete: ofScheme,
    restore: ({ deletedSchemeId }) => ({ schemeId: deletedSchemeId }),
    export: ofScheme,
    import: ({ workspaceId }) => ({ workspaceId, scheme: plantedScheme }),
  },
  search: {
    query: ({ workspaceId, canary }) => ({ workspaceId, query: canary }),
    test: ({ workspaceId, canary }) => ({ workspaceId, query: canary }),
    choices: ofWorkspace,
  },
  session: {
    me: nothing,
    signUp: () => ({ ...nobody, name: 'Nobody', invitation: 'no invitation at all' }),
    signIn: () => nobody,
    signOut: nothing,
    list: nothing,
    revoke: ({ sessionId }) => ({ sessionId }),
    changeLanguage: () => ({ locale: 'en', timeZone: 'Asia/Tokyo' }),
    changeName: () => ({ name: 'Somebody else' }),
    changePassword: () => ({ currentPassword: wrongPassword, newPassword: 'four unrelated words here' }),
    confirm: () => ({ password: wrongPassword }),
    changeEmail: () => ({ currentPassword: wrongPassword, email: nobody.email }),
    confirmEmail: () => ({ token: 'no token of anything' }),
    requestReset: () => ({ email: nobody.email }),
    revokeOthers: nothing,
    ending: nothing,
    deactivate: nothing,
    delete: nothing,
    transferInstance: () => ({ email: nobody.email }),
    reset: () => ({ token: 'no token of anything' }),
    resetPassword: () => ({ token: 'no token of anything', password: 'four unrelated words here' }),
  },
  sources: {
    previewCsv: ({ workspaceId, fileId }) => ({ workspaceId, fileId }),
    create: ({ workspaceId, fileId }) => ({ workspaceId, kind: 'file', fileId }),
    addSamples: ofWorkspace,
    list: ofWorkspace,
    get: ofSource,
    rename: ({ sourceId }) => ({ sourceId, title: 'planted' }),
    setEnabled: ({ sourceId }) => ({ sourceId, enabled: false }),
    setTags: ({ sourceId }) => ({ sourceId, tags: ['planted'] }),
    retry: ofSource,
    readAgain: ofSource,
    unlock: ({ sourceId }) => ({ sourceId, password: 'planted' }),
    delete: ofSource,
    restore: ({ deletedSourceId }) => ({ sourceId: deletedSourceId }),
    discoverLinks: ({ workspaceId }) => ({ workspaceId, url: 'https://example.org/' }),
    items: ofSource,
    item: ({ itemId }) => ({ itemId }),
    itemVersions: ({ itemId }) => ({ itemId }),
    itemDiff: ({ itemId }) => ({ itemId, from: 1, to: 1 }),
    changes: ofSource,
    pause: ofSource,
    cancel: ofSource,
    resume: ofSource,
    retryFailed: ofSource,
    retryItem: ({ sourceId, recordId }) => ({ sourceId, itemId: recordId }),
    sync: ofSource,
    bulk: ({ workspaceId, sourceId }) => ({ workspaceId, sourceIds: [sourceId], action: { verb: 'disable' } }),
    tags: ofWorkspace,
  },
  system: { status: nothing },
  workspaces: {
    list: nothing,
    create: () => ({ name: 'One more' }),
    rename: ({ workspaceId }) => ({ workspaceId, name: 'planted' }),
    delete: ofWorkspace,
    deleted: nothing,
    restore: ofWorkspace,
    instructions: ofWorkspace,
    setInstructions: ({ workspaceId }) => ({ workspaceId, instructions: 'planted' }),
    members: ofWorkspace,
    invite: ({ workspaceId }) => ({ workspaceId, email: 'planted@example.org', role: 'owner' }),
    invitations: ofWorkspace,
    revokeInvitation: ({ workspaceId, invitationId }) => ({ workspaceId, invitationId }),
    // whoever holds the real token may see where it leads; this is what a guess looks like
    invitation: () => ({ token: 'a guess at some token' }),
    acceptInvitation: ({ invitationToken }) => ({ token: invitationToken }),
    changeMember: ({ workspaceId, memberId }) => ({ workspaceId, userId: memberId, role: 'viewer' }),
    transfer: ({ workspaceId, memberId }) => ({ workspaceId, userId: memberId }),
    resetLink: ({ workspaceId, memberId }) => ({ workspaceId, userId: memberId }),
    removeMember: ({ workspaceId, memberId }) => ({ workspaceId, userId: memberId }),
  },
};

import { mostTopics, type TopicEvent } from '@millrace/contract/jobs/topic-event';
import type { Topic } from '@millrace/contract/jobs/topics';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConnectionHandlers } from './shared-stream.ts';
import { StreamHub } from './stream-hub.ts';
import type { HubMessage, TabMessage, WatchedTopic } from './stream-messages.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

type Connection = { topics: Topic[]; isOpen: boolean } & ConnectionHandlers;

/** A hub whose server is played by the test. */
function hubWithServer() {
  const all: Connection[] = [];
  const hub = new StreamHub((topics, handlers) => {
    const connection = { topics, isOpen: true, ...handlers };
    all.push(connection);
    return { unsubscribe: () => (connection.isOpen = false) };
  });
  const open = () => all.filter(({ isOpen }) => isOpen);
  const carrying = (topic: WatchedTopic): Connection => {
    const found = open().find(({ topics }) => topics.some((each) => is(each, topic)));
    if (found === undefined) throw new Error('No open connection carries it');
    return found;
  };
  /** The server says something of a topic to all that watch it. */
  const say = (topic: WatchedTopic, id: string, event: unknown) => {
    const connection = carrying(topic);
    for (const { key } of connection.topics.filter((each) => is(each, topic))) connection.onEvent(id, { key, event });
  };
  const accept = () => {
    vi.advanceTimersByTime(20);
    for (const connection of open()) connection.onConnected();
  };
  return { hub, all, open, carrying, say, accept };
}

const is = (topic: Topic, watched: WatchedTopic) =>
  'runId' in topic
    ? 'runId' in watched && topic.runId === watched.runId
    : 'workspaceId' in watched && topic.workspaceId === watched.workspaceId;

/** A tab at the hub, and what it receives, by key. */
function tabAt(hub: StreamHub) {
  const heard: HubMessage[] = [];
  const closing: (() => void)[] = [];
  const port = {
    onmessage: undefined as ((event: { data: TabMessage }) => void) | undefined,
    postMessage: (message: HubMessage) => heard.push(structuredClone(message)),
    addEventListener: (_type: 'close', listener: () => void) => closing.push(listener),
  };
  hub.connect(port as unknown as MessagePort);
  const send = (data: TabMessage) => port.onmessage?.({ data });
  const watch = (key: string, topic: WatchedTopic, lastEventId?: string) =>
    send({ type: 'watch', key, topic, lastEventId });
  const of = (key: string) => heard.filter((message) => 'key' in message && message.key === key);
  const typesOf = (key: string) => of(key).map(({ type }) => type);
  return { heard, send, watch, of, typesOf, crash: () => closing.forEach((close) => void close()) };
}

const run = (n: number): WatchedTopic => ({ runId: `run-${n}` });
const mill: WatchedTopic = { workspaceId: 'mill' };

describe('the streams of all tabs', () => {
  it('take two connections, and one topic for the feed that several tabs show', () => {
    const { hub, open, say, accept } = hubWithServer();
    const tabs = Array.from({ length: 10 }, () => tabAt(hub));
    for (const [i, tab] of tabs.entries()) {
      tab.watch('feed', mill);
      tab.watch('run', run(i));
    }
    accept();
    expect(
      open()
        .map(({ topics }) => topics.length)
        .sort(),
    ).toEqual([1, 10]);
    say(mill, '1.1', 'changed');
    say(run(3), '1.7', 'word');
    for (const [i, tab] of tabs.entries()) {
      expect(tab.typesOf('feed')).toEqual(['live', 'event']);
      expect(tab.typesOf('run')).toEqual(i === 3 ? ['live', 'event'] : ['live']);
    }
    expect(tabs[3]?.of('run')[1]).toMatchObject({ id: '1.7', event: 'word' });
  });

  it('continue after their last events when another one joins, and no tab is told of it', () => {
    const { hub, all, open, carrying, say, accept } = hubWithServer();
    const [first, second] = [tabAt(hub), tabAt(hub)];
    first.watch('feed', mill);
    first.watch('run', run(1), '1.4');
    accept();
    expect(carrying(run(1)).topics[0]).toMatchObject({ lastEventId: '1.4' });
    say(run(1), '1.5', 'a');
    const before = carrying(run(1));
    second.watch('run', run(2));
    accept();
    expect(before.isOpen).toBe(false);
    expect(carrying(run(1)).topics).toMatchObject([{ lastEventId: '1.5' }, { lastEventId: undefined }]);
    // what the earlier connection still brings would be told twice
    before.onEvent('1.6', { key: before.topics[0]?.key ?? '', event: 'b' });
    say(run(1), '1.6', 'b');
    expect(first.of('run').map((message) => ('event' in message ? message.event : message.type))).toEqual([
      'live',
      'a',
      'b',
    ]);
    // and the feed was not touched
    expect(all.filter(({ topics }) => topics.some((topic) => is(topic, mill)))).toHaveLength(1);
    expect(open()).toHaveLength(2);
  });

  it('of the same run are each told from where they are', () => {
    const { hub, carrying, accept } = hubWithServer();
    const [first, second] = [tabAt(hub), tabAt(hub)];
    first.watch('run', run(1), '1.90');
    accept();
    second.watch('run', run(1));
    accept();
    const { topics, onEvent } = carrying(run(1));
    expect(topics.map(({ lastEventId }) => lastEventId)).toEqual(['1.90', undefined]);
    onEvent('1.1', { key: topics[1]?.key ?? '', event: 'first word' });
    expect(first.typesOf('run')).toEqual(['live']);
    expect(second.typesOf('run')).toEqual(['live', 'event']);
  });

  it('say what may have been missed: a feed that has brought nothing yet is opened again from now on', () => {
    const { hub, say, accept } = hubWithServer();
    const tab = tabAt(hub);
    tab.watch('quiet', mill);
    tab.watch('busy', { workspaceId: 'forge' });
    accept();
    say({ workspaceId: 'forge' }, '1.1', 'changed');
    tab.watch('third', { workspaceId: 'port' });
    accept();
    expect(tab.typesOf('quiet')).toEqual(['live', 'lost', 'live']);
    expect(tab.typesOf('busy')).toEqual(['live', 'event']);
    expect(tab.typesOf('third')).toEqual(['live']);
  });

  it('are lost and found together, ever more slowly', () => {
    const { hub, all, carrying, say, accept } = hubWithServer();
    const tab = tabAt(hub);
    tab.watch('run', run(1));
    accept();
    say(run(1), '1.5', 'a');
    carrying(run(1)).onLost();
    expect(all).toHaveLength(1);
    vi.advanceTimersByTime(500);
    expect(carrying(run(1)).topics[0]).toMatchObject({ lastEventId: '1.5' });
    carrying(run(1)).onLost();
    vi.advanceTimersByTime(999);
    expect(all).toHaveLength(2);
    vi.advanceTimersByTime(1);
    carrying(run(1)).onConnected();
    expect(tab.typesOf('run')).toEqual(['live', 'event', 'lost', 'lost', 'live']);
  });

  it('end one by one: with an error, or at their end', () => {
    const { hub, open, carrying, accept } = hubWithServer();
    const [tab, other] = [tabAt(hub), tabAt(hub)];
    tab.watch('run', run(1));
    tab.watch('feed', mill);
    other.watch('feed', mill);
    accept();
    const error = { kind: 'not-found', reason: 'not-found', message: 'Gone.' } as const;
    const feed = carrying(mill);
    feed.onEvent('end', { key: feed.topics[0]?.key ?? '', error });
    for (const each of [tab, other]) expect(each.of('feed').at(-1)).toEqual({ key: 'feed', type: 'error', error });
    const runs = carrying(run(1));
    runs.onEvent('end', { key: runs.topics[0]?.key ?? '', ended: true } satisfies TopicEvent);
    runs.onEnd();
    expect(tab.typesOf('run')).toEqual(['live', 'ended']);
    feed.onEnd();
    expect(open()).toEqual([]);
    // whoever comes again begins again
    other.watch('feed', mill);
    accept();
    expect(other.typesOf('feed').at(-1)).toBe('live');
  });

  it('are closed with the last tab that watches, however it goes', () => {
    for (const go of ['leave', 'bye', 'crash'] as const) {
      const { hub, open, accept } = hubWithServer();
      const tab = tabAt(hub);
      tab.watch('feed', mill);
      tab.watch('run', run(1));
      accept();
      if (go === 'leave') for (const key of ['feed', 'run']) tab.send({ type: 'leave', key });
      else if (go === 'bye') tab.send({ type: 'bye' });
      else tab.crash();
      expect(open()).toEqual([]);
      vi.advanceTimersByTime(60_000);
      expect(open()).toEqual([]);
    }
  });

  it('drop what nobody watches any more after a while', () => {
    const { hub, carrying, accept } = hubWithServer();
    const tab = tabAt(hub);
    tab.watch('one', run(1));
    tab.watch('two', run(2));
    accept();
    tab.send({ type: 'leave', key: 'one' });
    expect(carrying(run(2)).topics).toHaveLength(2);
    vi.advanceTimersByTime(6_000);
    expect(carrying(run(2)).topics).toHaveLength(1);
    expect(tab.typesOf('two')).toEqual(['live']);
  });

  it('are more than a connection carries: the last ones wait until others have ended', () => {
    const { hub, open, accept } = hubWithServer();
    const tab = tabAt(hub);
    for (let n = 0; n <= mostTopics; n += 1) tab.watch(String(n), run(n));
    accept();
    const connection = open()[0] as Connection;
    expect(connection.topics).toHaveLength(mostTopics);
    expect(tab.typesOf(String(mostTopics))).toEqual([]);
    connection.onEvent('end', { key: connection.topics[0]?.key ?? '', ended: true });
    accept();
    expect(tab.typesOf(String(mostTopics))).toEqual(['live']);
  });

  it('show that their hub is alive', () => {
    const { hub } = hubWithServer();
    const tab = tabAt(hub);
    tab.send({ type: 'ping' });
    expect(tab.heard).toEqual([{ type: 'pong' }]);
  });
});

import type { Endpoint } from '../port.ts';

/** What a model at an endpoint has shown to want, so that it is refused once and not with every request. */
export type Manners = {
  /** Fields of a chat request that it refuses. */
  without: Set<string>;
  /** It has no role for rules: they begin the first message of the user. */
  foldsSystem: boolean;
  /** Its answers begin inside of thoughts whose opening tag it does not send. Undefined: not known. */
  opensInside: boolean | undefined;
  /** How it is held to a shape of its answer: by a schema, to any JSON, or by words alone. */
  form: 'schema' | 'object' | 'words';
  /** How vectors are asked for; `unsaid`: it takes no word about that. */
  vectors: 'base64' | 'float' | 'unsaid';
  /** Texts in one request for vectors. */
  batchSize: number;
  /** The shortest text that was too long, in UTF-16 units. */
  tooLongChars: number;
};

/** Servers limit texts and tokens of one request; 64 chunks stay below both nearly everywhere. */
const usualBatch = 64;
/** More than a few at once are a workspace each or a test. */
const kept = 200;

/** What was learnt, by the address of the endpoint and the name of the model, for as long as the process runs. */
export class LearnedManners {
  readonly #all = new Map<string, Manners>();

  of({ baseUrl, model }: Endpoint): Manners {
    const key = JSON.stringify([baseUrl, model]);
    const manners = this.#all.get(key) ?? {
      without: new Set(),
      foldsSystem: false,
      opensInside: undefined,
      form: 'schema',
      vectors: 'base64',
      batchSize: usualBatch,
      tooLongChars: Number.POSITIVE_INFINITY,
    };
    this.#all.delete(key);
    this.#all.set(key, manners);
    const [oldest] = this.#all.keys();
    if (this.#all.size > kept && oldest !== undefined) this.#all.delete(oldest);
    return manners;
  }
}

import { AppError } from '@millrace/contract/app-error';
import { refusalOf } from '../csrf.ts';
import { answerCompletion } from './answer-completion.ts';
import { answerEmbeddings } from './answer-embeddings.ts';
import { answerModel, answerModels } from './answer-models.ts';
import { allowOrigin, answerOptions, asForeignPage } from './openai-cors.ts';
import type { Exchange } from './openai-exchange.ts';

type Route = { method: 'GET' | 'POST'; answer(exchange: Exchange): Promise<void> };

/** What clients of OpenAI's API may ask of Millrace, by path; `/v1/models/{id}` beside it. */
const routes: Record<string, Route> = {
  '/v1/models': { method: 'GET', answer: answerModels },
  '/v1/chat/completions': { method: 'POST', answer: answerCompletion },
  '/v1/embeddings': { method: 'POST', answer: answerEmbeddings },
};

export const openAiRoutes = Object.keys(routes);

export const isOpenAiPath = (path: string): boolean => path === '/v1' || path.startsWith('/v1/');

/** Answers a request under /v1. Whatever it throws is for `sendOpenAiError`. */
export async function answerOpenAi(path: string, exchange: Exchange, publicHost: string | undefined): Promise<void> {
  const { req, res, services } = exchange;
  const allowed = allowOrigin(req, res, services.settings.corsOrigins);
  if (req.method === 'OPTIONS') return answerOptions(req, res, allowed);
  const route = routeOf(path);
  if (route === undefined) throw noRoute(`${req.method} ${path}`);
  const method = req.method === 'HEAD' ? 'GET' : req.method;
  if (method !== route.method) {
    res.setHeader('allow', `${route.method}, OPTIONS`);
    throw new AppError('invalid', 'http.method', `${path} does not support ${req.method}. Use ${route.method}.`);
  }
  const refusal = allowed ? undefined : refusalOf(req, publicHost);
  if (refusal) throw asForeignPage(refusal);
  await route.answer(exchange);
}

function routeOf(path: string): Route | undefined {
  // a base address that was given with a slash at its end brings two of them
  const plain = path.replace(/\/{2,}/g, '/').replace(/\/$/, '');
  const route = Object.hasOwn(routes, plain) ? routes[plain] : undefined;
  const encoded = /^\/v1\/models\/(.+)$/.exec(plain)?.[1];
  if (route || encoded === undefined) return route;
  const id = decoded(encoded);
  return id === undefined ? undefined : { method: 'GET', answer: (exchange) => answerModel(exchange, id) };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function noRoute(asked: string): AppError {
  const known = Object.entries(routes).map(([path, { method }]) => `${method} ${path}`);
  return new AppError(
    'not-found',
    'completions.no-route',
    `${asked.slice(0, 200)} does not exist. Available: ${known.join(', ')} and GET /v1/models/{id}.`,
  );
}

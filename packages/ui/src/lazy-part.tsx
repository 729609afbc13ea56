import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

const retryMs = 3_000;

/** Whether the server that the page came from answers anything at all. */
const isServerThere = () =>
  fetch('/healthz', { method: 'HEAD', cache: 'no-store' }).then(
    () => true,
    () => false,
  );

const waitForConnection = () =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, retryMs);
    addEventListener(
      'online',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });

/**
 * As `lazy`, for a part of a page: while the connection is lost the page stays as it is, and the part is fetched when it is back. A file
 * that is gone from a server that answers is thrown to the error boundary: there is a newer version.
 */
export function lazyPart<Props>(load: () => Promise<ComponentType<Props>>): LazyExoticComponent<ComponentType<Props>> {
  const fetchPart = async (): Promise<{ default: ComponentType<Props> }> => {
    for (;;) {
      try {
        return { default: await load() };
      } catch (error) {
        if (await isServerThere()) throw error;
        await waitForConnection();
      }
    }
  };
  return lazy(fetchPart);
}

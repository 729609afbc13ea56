import { type ComponentType, createElement, useEffect, useSyncExternalStore } from 'react';

/** A module that is fetched when it is first needed. */
export type OnDemand<Module> = {
  /** Fetches it before it is needed. One that could not be fetched is tried again the next time. */
  fetch: () => void;
  /** A hook: the module once it is here; fetches it where `needed`. */
  use: (needed: boolean) => Module | undefined;
};

/**
 * For what the first page does not show: menus, tooltips, notices. Unlike `lazy` it neither suspends nor throws, so that a page that has
 * lost its connection keeps what it shows.
 */
export function onDemand<Module>(load: () => Promise<Module>): OnDemand<Module> {
  let loaded: Module | undefined;
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const take = (module: Module) => {
    loaded = module;
    for (const listener of listeners) listener();
  };
  const fetch = () => {
    if (loaded === undefined) load().then(take, () => undefined);
  };
  const use = (needed: boolean) => {
    useEffect(() => {
      if (needed) fetch();
    }, [needed]);
    return useSyncExternalStore(subscribe, () => loaded);
  };
  return { fetch, use };
}

/** The components of such a module under their own names and types. Until it is here they show nothing. */
export function partsOf<Parts extends object>(module: OnDemand<Parts>): Parts {
  const made = new Map<PropertyKey, ComponentType<object>>();
  const make = (name: PropertyKey) =>
    function Part(props: object) {
      const parts = module.use(true) as Record<PropertyKey, ComponentType<object>> | undefined;
      const Component = parts?.[name];
      return Component ? createElement(Component, props) : null;
    };
  return new Proxy({} as Parts, {
    get: (_target, name) => {
      const part = made.get(name) ?? make(name);
      made.set(name, part);
      return part;
    },
  });
}

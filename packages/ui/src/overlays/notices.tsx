/** What a notice says. An error stays until it is closed. */
export type Notice = {
  title: string;
  detail?: string;
  action?: { label: string; onClick: () => void };
  isError: boolean;
};

let waiting: Notice[] = [];
let taker: ((notice: Notice) => void) | undefined;
const listeners = new Set<() => void>();

/** Shows a notice, or keeps it until there is somebody who shows it. */
export function addNotice(notice: Notice): void {
  if (taker) {
    taker(notice);
    return;
  }
  waiting = [...waiting, notice];
  for (const listener of listeners) listener();
}

/** For what shows notices: gets those that wait, and each one from now on. Returns the function that ends this. */
export function takeNotices(take: (notice: Notice) => void): () => void {
  taker = take;
  for (const notice of waiting) take(notice);
  waiting = [];
  return () => {
    taker = undefined;
  };
}

/** The notices that nobody shows yet. */
export const waitingNotices = (): readonly Notice[] => waiting;

export function onWaiting(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

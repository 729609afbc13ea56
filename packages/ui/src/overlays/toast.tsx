import { useSyncExternalStore } from 'react';
import { onDemand } from '../on-demand.tsx';
import { addNotice, type Notice, onWaiting, waitingNotices } from './notices.tsx';

/** Fetched before it is needed: a failure is to be told even without a connection. */
export const noticeList = onDemand(() => import('./notice-list.tsx'));

type Said = Omit<Notice, 'isError'>;

/** Shows and announces a notice for 5 s, or 10 s with an action. Hovering or focusing pauses it. */
export const notify = (notice: Said): void => addNotice({ ...notice, isError: false });

/** Shows and announces an error, which stays until it is closed. */
export const notifyError = (notice: Said): void => addNotice({ ...notice, isError: true });

/** Stands once in the app; `notify` and `notifyError` work from anywhere, also outside React. */
export function Notices() {
  const waiting = useSyncExternalStore(onWaiting, waitingNotices);
  const list = noticeList.use(waiting.length > 0);
  return list ? <list.NoticeList /> : null;
}

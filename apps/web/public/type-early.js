// What is typed on a page of a chat before its question box is there goes into a field of its own, which the box takes over: its text, and
// the question that Enter has ended. `catch-typing.ts` makes the same field once the app runs.
addEventListener('keydown', (event) => {
  const { target, key, ctrlKey, metaKey, altKey, shiftKey, isComposing } = event;
  if (target instanceof HTMLTextAreaElement && target.id === 'typed-early') {
    if (key !== 'Enter' || shiftKey || isComposing) return;
    event.preventDefault();
    if (target.dataset.asked !== undefined || target.value.trim() === '') return;
    target.dataset.asked = target.value;
    target.value = '';
    return;
  }
  const { pathname } = location;
  const isChat = pathname === '/' || /^\/w\/[^/]+\/chat(\/|$)/.test(pathname);
  const isApp = document.getElementById('root')?.hasChildNodes();
  const isText = (key.length === 1 && key !== ' ') || key === 'Process' || key === 'Dead';
  if (!isChat || isApp || !isText || ctrlKey || metaKey || altKey || document.getElementById('typed-early')) return;
  const field = document.createElement('textarea');
  field.id = 'typed-early';
  field.setAttribute('aria-label', 'Question');
  field.style.cssText = 'position:fixed;top:0;width:1px;height:1px;opacity:0';
  document.body.append(field);
  field.focus();
});

// Before the first paint, so that a dark room stays dark. A file of its own since the content policy refuses inline script.
(() => {
  let theme = null;
  try {
    theme = localStorage.getItem('millrace.theme');
  } catch {
    // storage may be switched off; the system's theme serves
  }
  const dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();

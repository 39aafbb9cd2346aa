// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// The report of a file comes into the page that the file was chosen in, so that the file stays chosen: what is shown of
// the report can be changed, and the report kept, without choosing it again. Filters apply as soon as they are changed.

/** Puts the answer's report, and what can be chosen of it, into this page. */
function show(fresh: Document): boolean {
  const [here, there] = [document, fresh].map((of) => of.querySelector('[data-report]'));
  if (!here || !there) return false;
  here.replaceChildren(...[...there.childNodes].map((node) => document.importNode(node, true)));
  for (const list of document.querySelectorAll('datalist')) {
    const known = fresh.getElementById(list.id);
    if (known) list.replaceChildren(...[...known.childNodes].map((node) => document.importNode(node, true)));
  }
  document.title = fresh.title;
  return true;
}

export function keepTheFile(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-validate]');
  const report = document.querySelector<HTMLElement>('[data-report]');
  if (!form || !report) return;
  let running: AbortController | undefined;

  const validate = async (moveThere: boolean): Promise<void> => {
    running?.abort();
    const mine = (running = new AbortController());
    report.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(form.action, { method: 'POST', body: new FormData(form), signal: mine.signal, credentials: 'same-origin' });
      if (!answer.ok) throw new Error(String(answer.status));
      if (!show(new DOMParser().parseFromString(await answer.text(), 'text/html'))) throw new Error('another page');
      if (moveThere) document.getElementById('rep')?.focus();
    } catch {
      // The browser itself goes there, and shows what the server says.
      if (running === mine) form.submit();
    } finally {
      if (running === mine) report.removeAttribute('aria-busy');
    }
  };

  form.addEventListener('submit', (event) => {
    // A button with a form of its own gives a file to keep: the browser does that, and the page stays.
    if ((event.submitter as HTMLButtonElement | null)?.name) return;
    event.preventDefault();
    void validate(true);
  });
  form.addEventListener('change', ({ target }) => {
    if (report.childElementCount > 0 && (target as Element).matches('select, input[list]')) void validate(false);
  });
  // A file may be dropped anywhere on the page.
  const files = form.querySelector<HTMLInputElement>('input[type=file]');
  addEventListener('dragover', (event) => event.preventDefault());
  addEventListener('drop', (event) => {
    if (!files || !event.dataTransfer?.files.length || event.target === files) return;
    event.preventDefault();
    files.files = event.dataTransfer.files;
  });
}

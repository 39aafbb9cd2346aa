// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A list's filters and its order apply as soon as they are changed. The server makes the same page as ever; what
// stands in [data-part] is taken from it, and the rest of the page stays as it is.

import { frugal } from './link.ts';
import { morph } from './morph.ts';

const kPatience = 10_000; // ms; then the browser itself goes there, and says what is wrong

/** The address a GET form leads to, without what is empty. */
function addressOf(form: HTMLFormElement): URL {
  const address = new URL(form.action);
  address.search = '';
  for (const [name, value] of new FormData(form)) if (typeof value === 'string' && value) address.searchParams.append(name, value);
  return address;
}

function parts(of: Document): Map<string, HTMLElement> {
  return new Map([...of.querySelectorAll<HTMLElement>('[data-part]')].map((part) => [part.dataset['part'] ?? '', part]));
}

/** Puts the parts of `fresh` into this page. False where the two pages are not made alike. */
function swap(fresh: Document): boolean {
  const [here, there] = [parts(document), parts(fresh)];
  if (there.size !== here.size || [...here.keys()].some((name) => !there.has(name))) return false;
  const focused = document.activeElement;
  const stood = focused?.getBoundingClientRect().top ?? 0;
  for (const [name, part] of here) morph(part, there.get(name) as HTMLElement);
  document.title = fresh.title;
  for (const form of document.querySelectorAll<HTMLFormElement>('[data-part] form')) form.reset(); // to what the page says
  const [asked, ask] = [document, fresh].map((of) => of.querySelector<HTMLInputElement>('form[role=search] input[name=q]'));
  if (asked && ask && asked !== focused) asked.value = ask.defaultValue;
  if (focused instanceof HTMLElement && focused !== document.body && focused.isConnected) {
    focused.focus({ preventScroll: true });
    // What was chosen stays where it is, whatever came or went above it.
    scrollBy({ top: focused.getBoundingClientRect().top - stood, behavior: 'instant' });
  }
  return true;
}

/** A live region speaks when its text changes: where the count is the same, it is said again. */
function say(said: string | null): void {
  const status = document.querySelector('[data-part=count]');
  if (!status || status.textContent !== said) return;
  status.textContent = '';
  setTimeout(() => (status.textContent ||= said), 50);
}

export function applyFiltersAtOnce(): void {
  const results = document.querySelector<HTMLElement>('[data-part=results]');
  if (!results || frugal()) return;
  let running: AbortController | undefined;
  let shown = location.search;

  const show = async (address: URL, remember: boolean, done?: () => void): Promise<void> => {
    running?.abort();
    const mine = (running = new AbortController());
    const clock = setTimeout(() => mine.abort('late'), kPatience);
    results.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(address, { signal: mine.signal, credentials: 'same-origin' });
      if (!answer.ok) throw new Error(String(answer.status));
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const said = document.querySelector('[data-part=count]')?.textContent ?? null;
      if (!swap(fresh)) throw new Error('another page');
      if (remember) history.pushState(null, '', address);
      shown = address.search;
      say(said);
      done?.();
    } catch {
      if (running === mine) location.assign(address);
    } finally {
      clearTimeout(clock);
      if (running === mine) results.removeAttribute('aria-busy');
    }
  };

  document.addEventListener('change', ({ target }) => {
    const form = (target as Element).closest<HTMLFormElement>('form[data-live]');
    if (form) void show(addressOf(form), true);
  });
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches('[data-live]')) return;
    event.preventDefault();
    // Who presses the button wants to see what came of it.
    void show(addressOf(form), true, () => document.querySelector('[data-part=count]')?.scrollIntoView());
  });
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('[data-part=chosen] .chips a');
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const place = [...document.querySelectorAll('.chips a')].indexOf(link);
    void show(new URL(link.href), true, () => {
      // The filter is gone and the focus with it: on to the next one, or to the words that say what is found.
      const left = document.querySelectorAll<HTMLElement>('.chips a');
      const next = left[Math.min(place, left.length - 1)] ?? document.querySelector<HTMLElement>('[data-part=count]');
      next?.focus({ preventScroll: true });
    });
  });
  addEventListener('popstate', () => {
    // A jump to an anchor changes no parameter.
    if (location.search !== shown) void show(new URL(location.href), false);
  });
}

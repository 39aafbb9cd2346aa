// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A search field with data-suggest offers records while words are typed: an accessible combobox over what the
// server suggests. Enter without a choice searches as ever. Nothing is asked before somebody types.

import { frugal } from './link.ts';

interface Suggestion {
  href: string;
  text: string;
  lang: string;
  dir: string;
  kind: string;
}
interface Suggestions {
  said: string; // how many there are, in the page's language
  items: Suggestion[];
}

const kPause = 200; // ms without a key before anything is asked

function element<K extends keyof HTMLElementTagNameMap>(name: K, attributes: Record<string, string>, text = ''): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

function option({ href, text, lang, dir, kind }: Suggestion, id: string): HTMLElement {
  const item = element('li', { role: 'option', id, 'aria-selected': 'false', 'data-href': href });
  item.append(element('bdi', { lang, dir }, text), ' ', element('span', { class: 'muted small' }, kind));
  return item;
}

function enhance(input: HTMLInputElement, source: string): void {
  const field = input.parentElement as HTMLElement;
  const list = element('ul', { role: 'listbox', id: `${input.id}-list`, class: 'suggestions', 'aria-label': input.dataset['suggestLabel'] ?? '', hidden: 'hidden' });
  const status = element('span', { role: 'status', class: 'hide' });
  field.append(list, status);
  // A combobox is a text field to ARIA; the key of a telephone's keyboard still says "search".
  input.type = 'text';
  for (const [name, value] of Object.entries({ role: 'combobox', enterkeyhint: 'search', autocomplete: 'off', 'aria-autocomplete': 'list', 'aria-controls': list.id, 'aria-expanded': 'false' }))
    input.setAttribute(name, value);

  let clock = 0;
  let running: AbortController | undefined;
  let chosen = -1;

  const choose = (place: number): void => {
    chosen = place;
    [...list.children].forEach((item, i) => item.setAttribute('aria-selected', String(i === place)));
    const item = list.children[place];
    if (item) {
      input.setAttribute('aria-activedescendant', item.id);
      item.scrollIntoView({ block: 'nearest' });
    } else input.removeAttribute('aria-activedescendant');
  };
  const close = (): void => {
    clearTimeout(clock);
    running?.abort();
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    status.textContent = '';
    choose(-1);
  };
  const ask = async (): Promise<void> => {
    running?.abort();
    const words = input.value.trim();
    // One letter says little; one ideograph is a word.
    if (words.length < 2 && !/\p{Ideographic}/u.test(words)) return close();
    running = new AbortController();
    try {
      const address = new URL(source, location.href);
      address.searchParams.set('q', words);
      const answer = await fetch(address, { signal: running.signal, credentials: 'same-origin' });
      if (!answer.ok) return close();
      const { said, items } = (await answer.json()) as Suggestions;
      if (!items.length || document.activeElement !== input) return close();
      list.replaceChildren(...items.map((item, i) => option(item, `${list.id}-${i}`)));
      choose(-1);
      list.hidden = false;
      input.setAttribute('aria-expanded', 'true');
      status.textContent = said;
    } catch (fault) {
      if ((fault as Error).name !== 'AbortError') close(); // without a link the field is as plain as before
    }
  };
  const go = (item: Element | null | undefined): void => {
    const href = (item as HTMLElement | null | undefined)?.dataset['href'];
    if (href) location.assign(href);
  };

  input.addEventListener('input', () => {
    clearTimeout(clock);
    clock = window.setTimeout(() => void ask(), kPause);
  });
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return; // the keys belong to the input method
    const open = !list.hidden;
    const most = list.children.length;
    if (event.key === 'Escape' && open) close();
    else if (event.key === 'ArrowDown' && open) choose(chosen + 1 < most ? chosen + 1 : -1);
    else if (event.key === 'ArrowUp' && open) choose(chosen < 0 ? most - 1 : chosen - 1);
    else if (event.key === 'ArrowDown' && !open) return void ask();
    else if (event.key === 'Enter' && open && chosen >= 0) go(list.children[chosen]);
    else return;
    event.preventDefault();
  });
  input.addEventListener('blur', close);
  list.addEventListener('pointerdown', (event) => event.preventDefault()); // the focus stays in the field
  list.addEventListener('click', (event) => go((event.target as Element).closest('[role=option]')));
}

export function suggestWhileTyping(): void {
  if (frugal()) return;
  for (const input of document.querySelectorAll<HTMLInputElement>('input[data-suggest]')) {
    const source = input.dataset['suggest'];
    if (source) enhance(input, source);
  }
}

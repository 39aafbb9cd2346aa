// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// The page of a receipt offers to check it here, step by step. Without a script, or where the browser gives a page no
// cryptography (which it does over TLS only), the offer stays hidden: the page names the other tools.

import { knowsEd25519, leafHash, readKey, readReceipt, Refused, rootFrom, same, signerOf, toBase64 } from './proof.ts';
import type { Bytes, LogKey, Receipt } from './proof.ts';

const kPatience = 10_000; // ms

type Outcome = 'holds' | 'fails' | 'skipped';
type Verdict = 'all' | 'refused' | 'unsigned' | 'unread' | 'badKey';

async function fetchReceipt(address: string): Promise<ArrayBuffer> {
  const late = new AbortController();
  const clock = setTimeout(() => late.abort(), kPatience);
  try {
    const answer = await fetch(address, { signal: late.signal, credentials: 'same-origin' });
    if (!answer.ok) throw new Error(String(answer.status));
    return await answer.arrayBuffer();
  } finally {
    clearTimeout(clock);
  }
}

/** Whether the entry is what this page shows, and of the version that the page is about. */
function isShown(entry: Bytes, { id, version, shown }: { id: string; version: number; shown: string }): boolean {
  if (!same(entry, new TextEncoder().encode(shown))) return false;
  try {
    const said = JSON.parse(shown) as { id?: unknown; version?: unknown };
    return said.id === id && said.version === version;
  } catch {
    return false;
  }
}

export function checkReceipt(): void {
  const section = document.querySelector<HTMLElement>('[data-receipt]');
  const keys = section?.querySelector('textarea');
  const verdict = section?.querySelector<HTMLElement>('[role=status]');
  if (!section || !keys || !verdict || !globalThis.crypto?.subtle) return;
  const words = section.dataset;
  const steps = [...section.querySelectorAll<HTMLElement>('[data-step]')];

  const mark = (step: HTMLElement, outcome: Outcome, computed = ''): void => {
    const [line, said, value] = ['span', 'b', 'bdi'].map((name) => document.createElement(name)) as [HTMLElement, HTMLElement, HTMLElement];
    line.className = 'line';
    said.textContent = words[outcome] ?? '';
    step.dataset['outcome'] = outcome;
    line.append(said);
    if (computed) {
      value.className = 'code';
      value.textContent = computed;
      line.append(' ', value);
    }
    step.append(line);
  };
  const clear = (): void => {
    for (const step of steps) {
      delete step.dataset['outcome'];
      step.querySelector('.line')?.remove();
    }
    verdict.textContent = '';
    keys.removeAttribute('aria-invalid');
  };

  const trusted = async (): Promise<LogKey[]> => {
    const lines = keys.value.split('\n').map((line) => line.trim());
    const all = await Promise.all(lines.filter((line) => line && !line.startsWith('#')).map(readKey));
    if (!all.length) throw new Refused('no key');
    return all;
  };

  const check = async (): Promise<Verdict> => {
    let known: LogKey[];
    try {
      known = await trusted();
    } catch {
      keys.setAttribute('aria-invalid', 'true');
      keys.focus();
      return 'badKey';
    }
    let file: ArrayBuffer;
    try {
      file = await fetchReceipt(words['receipt'] ?? '');
    } catch {
      return 'unread';
    }
    const about = { id: words['id'] ?? '', version: Number(words['version']), shown: document.querySelector('[data-entry]')?.textContent ?? '' };
    let receipt!: Receipt;
    let leaf!: Bytes;
    // Each gives what it has computed, throws where it does not hold, or gives nothing where it cannot be done here.
    const work: Record<string, () => Promise<string | undefined>> = {
      form: async () => {
        receipt = readReceipt(file);
        return '';
      },
      entry: async () => {
        if (!isShown(receipt.entry, about)) throw new Refused('another entry than the page shows');
        leaf = await leafHash(receipt.entry);
        return toBase64(leaf);
      },
      path: async () => {
        const root = await rootFrom(receipt, leaf);
        if (!same(root, receipt.root)) throw new Refused('another root than the one in the checkpoint');
        return toBase64(root);
      },
      signature: async () => {
        if (!(await knowsEd25519())) return undefined;
        const { name, id } = await signerOf(receipt, known);
        return `${name}+${id}`;
      },
    };
    let said: Verdict = 'all';
    for (const step of steps) {
      if (said === 'refused') {
        mark(step, 'skipped');
        continue;
      }
      try {
        const computed = await work[step.dataset['step'] ?? '']?.();
        if (computed === undefined) said = 'unsigned';
        mark(step, computed === undefined ? 'skipped' : 'holds', computed);
      } catch (fault) {
        if (!(fault instanceof Refused)) console.warn(fault);
        said = 'refused';
        mark(step, 'fails');
      }
    }
    return said;
  };

  let running = false;
  section.querySelector('button')?.addEventListener('click', async () => {
    if (running) return;
    running = true;
    clear();
    const said = await check();
    section.dataset['verdict'] = said;
    verdict.textContent = words[said] ?? '';
    running = false;
  });
  section.hidden = false;
}

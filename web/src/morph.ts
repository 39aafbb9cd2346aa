// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

/** What an element is known by among its siblings, so that it is kept and not made anew. */
function keyOf(node: Node): string {
  if (!(node instanceof Element)) return node.nodeName;
  if (node.id) return `#${node.id}`;
  const holds = /^(li|label)$/.test(node.localName) ? node.querySelector('input, a[href]') : node;
  const own = ['name', 'value', 'href'].map((name) => holds?.getAttribute(name) ?? '').join('=');
  return `${node.localName} ${own}`;
}

function copyAttributes(old: Element, fresh: Element): void {
  for (const { name, value } of [...fresh.attributes]) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  for (const { name } of [...old.attributes])
    // Whether something is unfolded is the reader's choice, not the page's.
    if (!fresh.hasAttribute(name) && !(name === 'open' && old.localName === 'details')) old.removeAttribute(name);
}

/**
 * Makes `old` equal to `fresh`, keeping every node that both have: what has the focus keeps it, and a screen reader
 * keeps its place. The state of form controls is not touched (see HTMLFormElement.reset).
 */
export function morph(old: Element, fresh: Element): void {
  if (old.isEqualNode(fresh)) return;
  copyAttributes(old, fresh);

  const stock = new Map<string, ChildNode[]>();
  for (const child of old.childNodes) {
    const key = keyOf(child);
    const same = stock.get(key);
    if (same) same.push(child);
    else stock.set(key, [child]);
  }
  const plan = [...fresh.childNodes].map((wanted) => ({ wanted, kept: stock.get(keyOf(wanted))?.shift() }));
  // What is wanted no more goes first, so that what stays need not move.
  for (const rest of stock.values()) for (const child of rest) child.remove();

  let at = old.firstChild;
  for (const { wanted, kept } of plan) {
    if (!kept) {
      old.insertBefore(document.importNode(wanted, true), at);
      continue;
    }
    if (kept === at) at = at.nextSibling;
    else old.insertBefore(kept, at);
    if (kept instanceof Element) morph(kept, wanted as Element);
    else if (kept.nodeValue !== wanted.nodeValue) kept.nodeValue = wanted.nodeValue;
  }
}

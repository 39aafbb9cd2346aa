// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A page taken apart as a browser would: elements with their attributes, the text in them, the forms. What the tests of hostile
// text ask of a page is asked of this tree, so that a text that breaks out of its place is seen as what it would become.

const voids = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr']);
const raw = new Set(['script', 'style', 'title', 'textarea', 'noscript']);
/** Elements that an open one of the same kind ends before it. */
const closes = { li: ['li'], dt: ['dt', 'dd'], dd: ['dt', 'dd'], option: ['option'], tr: ['tr', 'td', 'th'], td: ['td', 'th'], th: ['td', 'th'], p: ['p'] };
const names = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: '\u00a0' };

export function unescape(text) {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex, number, name) => (hex ? String.fromCodePoint(parseInt(hex, 16)) : number ? String.fromCodePoint(Number(number)) : (names[name] ?? all)));
}

function attributesOf(text) {
  const found = {};
  for (const [, name, , double, single, bare] of text.matchAll(/([^\s"'>/=][^\s>/=]*)(\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/g))
    found[name.toLowerCase()] ??= unescape(double ?? single ?? bare ?? '');
  return found;
}

/** The elements of a page in their order; each has `name`, `attributes`, `parent`, `children` (elements and texts). */
export function elementsOf(html) {
  const top = { name: '', attributes: {}, children: [] };
  const all = [];
  let open = top;
  let at = 0;
  const say = (text) => text && open.children.push(unescape(text));
  while (at < html.length) {
    const next = html.indexOf('<', at);
    if (next < 0) break;
    say(html.slice(at, next));
    at = next;
    if (html.startsWith('<!--', at)) {
      const end = html.indexOf('-->', at);
      at = end < 0 ? html.length : end + 3;
      continue;
    }
    const tag = /^<(\/?)([a-zA-Z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/.exec(html.slice(at, at + 60_000));
    if (!tag) {
      const end = html.indexOf('>', at);
      if (/^<[!?]/.test(html.slice(at, at + 2)) && end > 0) at = end + 1;
      else {
        say('<');
        at += 1;
      }
      continue;
    }
    at += tag[0].length;
    const name = tag[2].toLowerCase();
    if (tag[1]) {
      for (let up = open; up.parent; up = up.parent)
        if (up.name === name) {
          open = up.parent;
          break;
        }
      continue;
    }
    for (let up = open; closes[name] && up.parent && !['ul', 'ol', 'dl', 'table', 'select', 'form', 'section', 'div'].includes(up.name); up = up.parent)
      if (closes[name].includes(up.name)) {
        open = up.parent;
        break;
      }
    const element = { name, attributes: attributesOf(tag[3]), parent: open, children: [] };
    open.children.push(element);
    all.push(element);
    if (raw.has(name)) {
      const rest = html.slice(at).search(new RegExp(`</${name}[\\s/>]`, 'i'));
      const end = rest < 0 ? html.length : at + rest;
      const text = html.slice(at, end);
      element.children.push(name === 'script' || name === 'style' ? text : unescape(text));
      at = html.indexOf('>', end) + 1 || html.length;
    } else if (!voids.has(name) && !tag[3].endsWith('/')) open = element;
  }
  say(html.slice(at));
  return all;
}

export function textOf(element) {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

export function within(element, name) {
  return element.children.flatMap((child) => (typeof child === 'string' ? [] : [...(child.name === name || name === '*' ? [child] : []), ...within(child, name)]));
}

/** Where the links of a page lead, without their fragments. */
export function linksOf(html) {
  return elementsOf(html).filter(({ name, attributes }) => name === 'a' && attributes.href).map(({ attributes }) => attributes.href.replace(/#.*/, ''));
}

const kinds = { textarea: 'text', select: 'select', button: 'button' };

/** What a form asks: each field has `name`, `kind` (text, hidden, password, checkbox, radio, select, file, button) and its value; `lines` says that it takes more than one. */
function fieldOf(element) {
  const { name, type, value = '', required, checked, maxlength, readonly } = element.attributes;
  const input = readonly !== undefined ? 'hidden' : ['hidden', 'password', 'checkbox', 'radio', 'file', 'submit'].includes(type) ? type : 'text';
  const field = { name, type, kind: kinds[element.name] ?? input, value, required: required !== undefined, checked: checked !== undefined, most: Number(maxlength ?? 0), lines: element.name === 'textarea' };
  if (element.name === 'textarea') field.value = textOf(element).replace(/^\n/, '');
  if (element.name === 'select') {
    field.options = within(element, 'option').map((option) => ({ value: option.attributes.value ?? textOf(option), chosen: option.attributes.selected !== undefined }));
    field.value = (field.options.find(({ chosen }) => chosen) ?? field.options[0])?.value ?? '';
  }
  return field;
}

/** The forms of a page that send something. */
export function formsOf(html) {
  return elementsOf(html)
    .filter(({ name, attributes }) => name === 'form' && attributes.method?.toLowerCase() === 'post')
    .map((form) => {
      const fields = within(form, '*').filter(({ name, attributes }) => ['input', 'textarea', 'select', 'button'].includes(name) && attributes.name !== undefined && attributes.disabled === undefined).map(fieldOf);
      return { action: form.attributes.action?.replace(/#.*/, ''), multipart: form.attributes.enctype === 'multipart/form-data', fields: fields.filter(({ kind }) => kind !== 'button'), buttons: fields.filter(({ kind }) => kind === 'button') };
    });
}

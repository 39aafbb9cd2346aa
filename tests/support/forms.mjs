// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Fills in the forms of pages as they stand, whatever they ask: what a page gives is sent back, what is needed gets a plausible
// value, and what a test has to say is said where it wants. A value may be bytes that are no text.

import assert from 'node:assert/strict';

import { password } from './accounts.mjs';
import { formsOf } from './html.mjs';

let number = 0;
const plausible = {
  address: () => `f${++number}@register.example`, name: () => 'Wangari Njoroge', password: () => password, present: () => password, secret: () => '', code: () => '000000', days: () => '30',
  amount: () => '5', currency: () => 'USD', title: () => 'Receipt', url: () => 'https://example.org/', by: () => 'Audit Office', website: () => '', q: () => '', first_due: () => '', until: () => '2027-11-30',
};

/** What is sent for a field where nobody says otherwise. */
function valueOf(field) {
  if (field.kind === 'select') return field.value || (field.options.find(({ value }) => value)?.value ?? '');
  if (field.kind === 'hidden' || field.value) return field.value;
  if (plausible[field.name]) return plausible[field.name]();
  if (field.type === 'email') return plausible.address();
  if (field.kind === 'password') return password;
  return field.required || ['text', 'reason', 'note', 'remark'].includes(field.name) ? 'Words' : '';
}

/** The pairs that a browser would send by that button (none: the form has one without a name). */
export function filled(form, button, values = {}) {
  const pairs = [];
  const ticked = new Set(form.fields.filter(({ kind, checked }) => /checkbox|radio/.test(kind) && checked).map(({ name }) => name));
  for (const field of form.fields) {
    if (field.kind === 'file') continue;
    if (/checkbox|radio/.test(field.kind)) {
      // Of a group in which nothing is ticked, the first.
      if (field.checked || !ticked.has(field.name)) pairs.push([field.name, field.value || 'on']);
      ticked.add(field.name);
    } else pairs.push([field.name, valueOf(field)]);
  }
  const said = new Set();
  for (const pair of pairs)
    if (pair[0] in values && !said.has(pair[0])) {
      pair[1] = values[pair[0]];
      said.add(pair[0]);
    }
  for (const [name, value] of Object.entries(values)) if (!said.has(name)) pairs.push([name, value]);
  if (button?.name) pairs.push([button.name, button.value]);
  return pairs;
}

const encoded = (value) => (Buffer.isBuffer(value) ? value.toString('hex').replace(/../g, '%$&') : encodeURIComponent(value.replace(/\r?\n/g, '\r\n')));

/** Sends a form. `file` is {name, content, type}, in a form that takes one. */
export function sendForm(person, form, pairs, { file, action = form.action } = {}) {
  if (!form.multipart) {
    const bytes = Buffer.from(pairs.map((pair) => pair.map(encoded).join('=')).join('&'));
    return person.send(action, { method: 'POST', bytes, headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  }
  const mark = 'between-the-fields-7MA4YWxk';
  const part = (head, content) => [Buffer.from(`--${mark}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`), Buffer.from(content), Buffer.from('\r\n')];
  const named = form.fields.find(({ kind }) => kind === 'file')?.name;
  const bytes = Buffer.concat([
    ...pairs.flatMap(([name, value]) => part(`name="${name}"`, value)),
    ...(named ? part(`name="${named}"; filename="${file?.name ?? ''}"${file?.type ? `\r\nContent-Type: ${file.type}` : ''}`, file?.content ?? '') : []),
    Buffer.from(`--${mark}--\r\n`),
  ]);
  return person.send(action, { method: 'POST', bytes, headers: { 'content-type': `multipart/form-data; boundary=${mark}` } });
}

/** The form of a page with that button: "do=publish", "session=others", or "" for one whose button has no name and which asks for `needs`. */
export function formWith(html, button, needs = []) {
  const [name, value] = button.split('=');
  for (const form of formsOf(html)) {
    const found = button ? form.buttons.find((one) => one.name === name && (value === undefined || one.value === value)) : undefined;
    if ((button ? found : form.buttons.length === 0) && needs.every((one) => form.fields.some((field) => field.name === one))) return { form, button: found };
  }
  return undefined;
}

/** Opens a page, fills in its form with that button, and sends it. A value whose name ends in "!" is no sign by which the form is known;
    `options.instead` is said in place of what the button says. */
export async function press(person, page, wish, values = {}, options = {}) {
  const { body, target } = await person.open(page);
  const found = formWith(body, wish, Object.keys(values).filter((name) => !name.endsWith('!')));
  assert.ok(found, `${page} (${target}) has a form with the button ${wish} that asks for ${Object.keys(values)}`);
  const button = options.instead ? { ...found.button, value: options.instead } : found.button;
  return sendForm(person, found.form, filled(found.form, button, Object.fromEntries(Object.entries(values).map(([name, value]) => [name.replace(/!$/, ''), value]))), options);
}

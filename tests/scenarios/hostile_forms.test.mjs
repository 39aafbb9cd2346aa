// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Every form that the register's pages offer to anybody, by each of its buttons, with each hostile text in each field; and every one of
// them sent twice. The forms are those that are found by opening pages; a route that takes a form, or a field of a template, that was
// not found is a fault of this test's world (tests/support/busy_register.mjs), which has to be widened.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { DatabaseSync } from 'node:sqlite';

import { busyRegister } from '../support/busy_register.mjs';
import { FormWalk } from '../support/form_walk.mjs';
import { filled, sendForm } from '../support/forms.mjs';
import { faultOfAnswer, hostileTexts, megabyte } from '../support/hostile.mjs';
import { formsOf } from '../support/html.mjs';
import { databaseOf, root } from '../support/register.mjs';

const slow = 5_000;
/** With --full each text in each field; else markup, and every fifth of the others in turn, so that all of them are tried. */
const full = Boolean(process.env.FULL);
const turn = 5;
let turns = 0;
const texts = () => {
  ++turns;
  return Object.entries(hostileTexts).filter(([kind], i) => full || kind === 'markup' || (i + turns) % turn === 0);
};

/** What people type, and what of it has to be as it was. */
const typed = ({ kind }) => kind === 'text';
const tidy = (text) => text.replace(/\r\n?/g, '\n').trim();
/** Texts that no form has to give back: what cannot stand in a page; several lines in one, words in a number, which no browser sends. */
const lossy = (field, kind) => /control|combining|number|blanks|UTF-8/.test(kind) || (kind === 'a header' && !field.lines) || field.type === 'number';
/** What is secret, and not shown again. */
const secret = ({ name }) => name === 'code';
/** What is sent to be checked may be as long as a file. */
const checks = /\/validate /;

/** What is not as it should be in a form that was refused: what else was typed is in it, and a text that is too long is named. */
function faultOfRefusal(form, pairs, { field, kind }, answer) {
  if ([400, 403, 404].includes(answer.status)) return undefined; // it is no form of ours, or not that person's
  if (kind === megabyte) {
    if (![413, 422].includes(answer.status)) return `a megabyte is answered ${answer.status}`;
    // Passwords are hashed by threads of their own, which take no long form (hashes_password in src/app/config.cpp).
    if (form.fields.some((one) => one.kind === 'password')) return answer.body.startsWith('The body of the request is too large') ? undefined : 'a form with a password keeps those who read waiting';
    const named = answer.body.includes(`“${field.name}”`) && /\d{2}/.test(answer.body.replace(/<[^>]*>/g, ''));
    return named || form.multipart ? undefined : 'a megabyte is refused without the name of its field and a limit';
  }
  const back = formsOf(answer.body).find((one) => form.fields.filter(typed).every(({ name }) => one.fields.some((each) => each.name === name && typed(each))) && one.buttons.length === form.buttons.length);
  if (!back) return typed(field) ? `${answer.status} without the form` : undefined;
  for (const [name, value] of pairs) {
    const asked = form.fields.find((one) => one.name === name);
    if (!asked || !typed(asked) || secret(asked) || Buffer.isBuffer(value) || tidy(value) === '' || (name === field.name && lossy(field, kind))) continue;
    if (!back.fields.some((one) => one.name === name && tidy(one.value) === tidy(value))) return `${name} is not kept`;
  }
  return undefined;
}

test('every form, by every button, with every hostile text in every field', { timeout: 3_600_000 }, async (t) => {
  const at = await busyRegister(t, 'Wells for everybody');
  const walk = await FormWalk.begin(t, at);

  // Nothing that takes a form is left out.
  const found = new Set(walk.forms.map(({ route }) => route));
  assert.deepEqual(walk.takes.map(([pattern]) => pattern).filter((pattern) => !found.has(pattern)), [], 'routes whose form was not found');
  const fields = new Set(walk.forms.flatMap((form) => form.fields));
  const templates = path.join(root, 'src/pages/templates');
  const wanted = fs.readdirSync(templates).flatMap((file) => [...fs.readFileSync(path.join(templates, file), 'utf8').matchAll(/<form[^>]*method="post"[^]*?<\/form>/g)])
    .flatMap(([form]) => [...form.matchAll(/<(?:input|textarea|select)[^>]* name="([a-z_]+)"/g)].map(([, name]) => name));
  const answered = ['sure']; // stands in the answer to another form alone
  assert.deepEqual([...new Set(wanted)].filter((name) => !fields.has(name) && !answered.includes(name)), [], 'fields of templates that no form that was found has');

  const counts = { buttons: 0, fields: 0, sent: 0, taken: 0 };
  const faults = [];
  for (const one of walk.forms) {
    const person = at.who[one.who];
    for (const button of walk.buttonsOf(await walk.open(one))) {
      ++counts.buttons;
      const names = [...new Set((await walk.open(one)).fields.filter(({ name, kind }) => name !== 'key' && kind !== 'file').map(({ name }) => name))];
      counts.fields += names.length;
      for (const name of names)
        for (const [kind, text] of texts()) {
          const form = await walk.open(one);
          const field = form.fields.find((each) => each.name === name);
          if (kind === megabyte && !typed(field) && field.kind !== 'password') continue;
          const pairs = filled(form, button, { [name]: text });
          const begun = Date.now();
          const answer = await sendForm(person, form, pairs);
          ++counts.sent;
          const say = (fault) => fault && faults.push(`${one.who} ${one.name} by ${button?.value || button?.name || 'its button'}: ${name} = ${kind}: ${fault}`);
          say(faultOfAnswer(answer));
          if (Date.now() - begun > slow) say(`answered after ${Date.now() - begun} ms`);
          if (answer.status >= 400) {
            say(faultOfRefusal(form, pairs, { field, kind }, answer));
            continue;
          }
          ++counts.taken;
          if (kind === megabyte && typed(field) && !checks.test(one.name)) say(`a megabyte is taken: ${answer.status}`);
          for (const page of [answer.headers.location, one.page, `/en/partnerships/${at.partnerships.A}`].filter(Boolean)) say(faultOfAnswer(await person.send(page)));
        }
    }
  }
  t.diagnostic(`${walk.forms.length} forms by ${counts.buttons} buttons with ${counts.fields} fields × ${full ? Object.keys(hostileTexts).length : 'some'} texts: ${counts.sent} sent, ${counts.taken} taken, ${walk.restored} times as before; ${faults.length} faults`);
  assert.deepEqual(faults, []);
  assert.equal((await at.server.request('/healthz')).status, 200);
});

/** Tables in which each sending may leave its trace: who asked what, what was tried. */
const traces = /^(account_event|failed_attempt|hook_try|idempotency|job_run|meta|account_digest|letter)$/;
/** Forms that do again what they say, each time: a session, a link, a secret that is shown once. */
const again = /\/(sign-in|sign-in\/code|sign-out|new-password|register|link\/\{secret\}|account\/tokens|account\/address|account\/password|account\/recovery-codes|account\/second-factor|account\/notifications|validate)( |$)/;

test('every form sent twice is one act', { timeout: 1_800_000 }, async (t) => {
  const at = await busyRegister(t, 'Wells for everybody');
  const walk = await FormWalk.begin(t, at);
  /** How many rows each table has. */
  const rows = () => {
    const open = new DatabaseSync(databaseOf(at.data), { readOnly: true });
    const tables = open.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all().map(({ name }) => name).filter((name) => !traces.test(name));
    const all = Object.fromEntries(tables.map((name) => [name, open.prepare(`SELECT count(*) AS n FROM "${name}"`).get().n]));
    open.close();
    return all;
  };
  const faults = [];
  const counts = { acts: 0, sent: 0 };
  for (const one of walk.forms)
    for (const button of walk.buttonsOf(await walk.open(one))) {
      const form = await walk.open(one);
      const pairs = filled(form, button);
      const person = at.who[one.who];
      const before = rows();
      const first = await sendForm(person, form, pairs);
      const once = rows();
      const second = await sendForm(person, form, pairs);
      const twice = rows();
      ++counts.sent;
      const say = (fault) => faults.push(`${one.who} ${one.name} by ${button?.value || button?.name || 'its button'}: ${first.status}, then ${second.status}: ${fault}`);
      for (const answer of [first, second]) if (faultOfAnswer(answer)) say(faultOfAnswer(answer));
      const act = Object.keys(once).filter((name) => once[name] !== before[name]);
      if (act.length === 0) continue;
      ++counts.acts;
      if (again.test(one.name)) continue;
      for (const name of Object.keys(once)) if (twice[name] !== once[name]) say(`${name}: ${before[name]}, ${once[name]}, ${twice[name]} rows`);
    }
  t.diagnostic(`${counts.sent} forms sent twice, ${counts.acts} of them did something, ${faults.length} faults`);
  assert.deepEqual(faults, []);
  assert.ok(counts.acts > 60, `${counts.acts} acts`);
});

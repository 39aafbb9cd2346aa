// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// What a screen reader finds on every kind of page, in the order in which it reads: landmarks, headings, names. Read from
// Chromium's accessibility tree, which is what it hands to screen readers; the same outline in every language.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { full, languages, launch, open } from './browser.mjs';
import { kindsOfPages, pageNames, serveRegister } from './register.mjs';

let browser;
let register;
let kinds;
const outlines = new Map(); // page name → the levels of its headings, in the language that was read first

before(async () => {
  [browser, register] = await Promise.all([launch(), serveRegister()]);
  kinds = new Map((await kindsOfPages(register.server)).map((kind) => [kind.name, kind]));
});

after(async () => {
  await browser?.close();
  await register?.end();
});

const kLandmarks = ['banner', 'main', 'contentinfo', 'navigation', 'complementary', 'region', 'search'];
/** What must say by its name what it is. */
const kNamed = ['link', 'button', 'textbox', 'searchbox', 'combobox', 'checkbox', 'radio', 'spinbutton', 'option', 'image', 'img', 'table', 'DisclosureTriangle', 'heading', 'navigation', 'complementary', 'region'];

/** The page as it is read: role, name, level and landmarks around it, in reading order. */
async function read(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const read = [];
  const walk = (node, within) => {
    const role = node.role?.value;
    const name = (node.name?.value ?? '').trim();
    if (!node.ignored) read.push({ role, name, within, level: node.properties?.find((one) => one.name === 'level')?.value.value });
    const inside = !node.ignored && kLandmarks.includes(role) ? [...within, role] : within;
    for (const id of node.childIds ?? []) if (byId.has(id)) walk(byId.get(id), inside);
  };
  walk(nodes[0], []);
  return read;
}

const repeated = (list) => [...new Set(list.filter((one, i) => list.indexOf(one) !== i))];

function check(read) {
  const of = (role) => read.filter((one) => one.role === role);
  for (const one of ['banner', 'main', 'contentinfo']) assert.equal(of(one).length, 1, `one ${one}`);
  assert.deepEqual(read.map(({ role }) => role).filter((role) => ['banner', 'main', 'contentinfo'].includes(role)), ['banner', 'main', 'contentinfo'], 'head, content, foot are read in this order');
  assert.ok(of('navigation').length >= 2, 'the ways through the register and the languages can be jumped to');
  for (const role of kLandmarks) assert.deepEqual(repeated(of(role).map(({ name }) => name)), [], `two of role ${role} have the same name`);

  const firstLink = read.findIndex(({ role }) => role === 'link');
  assert.ok(firstLink >= 0 && firstLink < read.findIndex(({ role }) => role === 'banner'), 'the way past the head is read before it');
  const outside = read.filter(({ role, within, name }, i) => role === 'StaticText' && name && !within.length && i > firstLink + 1);
  assert.deepEqual(outside.map(({ name }) => name), [], 'all text but the skip link stands in a landmark');

  const headings = of('heading');
  assert.equal(headings[0]?.level, 1, 'the first heading is the page’s own');
  assert.equal(headings.filter(({ level }) => level === 1).length, 1, 'and the only one of its level');
  assert.ok(headings[0].within.includes('main'), 'it stands in the content');
  headings.forEach(({ level, name }, i) => i && assert.ok(level <= headings[i - 1].level + 1, `“${name}” jumps from level ${headings[i - 1].level} to ${level}`));

  const nameless = read.filter(({ role, name }) => kNamed.includes(role) && !/[\p{L}\p{N}]/u.test(name));
  assert.deepEqual(nameless.map(({ role, within }) => `${role} in ${within.join(' > ')}`), [], 'nothing is without a name');
  // Some lists are in the order of their language: that one has as many headings of each level as another is what holds.
  return headings.map(({ level }) => level).sort().join(' ');
}

describe('read aloud', () => {
  for (const language of full ? languages : languages.slice(0, 2))
    test(language, async (t) => {
      const { page, context } = await open(browser, register.server);
      t.after(() => context.close());
      for (const name of pageNames)
        await t.test(`${language} ${name}`, async () => {
          await page.goto(`${register.server.url}/${language}${kinds.get(name).address}`, { waitUntil: 'load' });
          const outline = check(await read(page));
          assert.equal(outline, outlines.get(name) ?? outline, 'the levels of the headings are those of the other languages');
          outlines.set(name, outline);
        });
    });
});

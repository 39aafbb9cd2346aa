// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Whatever may be written freely is hostile: every page that anybody can open then, in six languages, and every file that can be
// taken away, is still nothing but words.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { busyRegister } from '../support/busy_register.mjs';
import { faultOfAnswer, hostileTexts, mark } from '../support/hostile.mjs';
import { linksOf } from '../support/html.mjs';
import { languages, succeed } from '../support/register.mjs';

/** Opens all pages that somebody finds from the seeds, a few of each kind, in all languages; gives what is wrong, and what was opened. */
async function walk(at, kindOf) {
  const faults = [];
  const opened = { pages: 0, kinds: new Set(), shown: 0 };
  for (const [who, seeds] of Object.entries(at.seeds)) {
    const person = at.who[who];
    const queue = [...seeds];
    const seen = new Set(queue);
    const of = new Map();
    while (queue.length > 0) {
      const target = queue.shift();
      const kind = kindOf(target);
      if (!kind || of.get(kind) >= 3) continue;
      of.set(kind, (of.get(kind) ?? 0) + 1);
      opened.kinds.add(kind);
      for (const language of languages) {
        const address = target.replace(/^\/en(?=\/|$)/, `/${language}`);
        const answer = await person.send(address);
        ++opened.pages;
        if (answer.body.includes('zqx')) ++opened.shown;
        const fault = faultOfAnswer(answer);
        if (fault) faults.push(`${who}: ${address}: ${fault}`);
        if (language !== 'en' || answer.status !== 200 || !/html/.test(answer.headers['content-type'])) continue;
        for (const link of linksOf(answer.body))
          if (/^\/(en|api)\//.test(link) && !seen.has(link)) {
            seen.add(link);
            queue.push(link);
          }
      }
    }
  }
  return { faults, opened };
}

test('the control: what a page or a file must not become is found', () => {
  const answer = (body, type = 'text/html') => faultOfAnswer({ status: 200, headers: { 'content-type': type }, body });
  const turned = hostileTexts.directions;
  for (const body of [
    `<p>${hostileTexts.markup}</p>`,
    `<p title="${hostileTexts.markup}">x</p>`,
    `<a href="${hostileTexts['a scheme']}">x</a>`,
    '<a href=" jAva\nscript:zqx(1)">x</a>',
    '<a href="&#106;avascript:zqx(1)">x</a>',
    '<button formaction="data:text/html,zqx">x</button>',
    '<script>zqx(1)</script>',
    '<script src="//zqx.example/a.js"></script>',
    '<iframe src="/en/"></iframe>',
    '<p onclick="zqx(1)">x</p>',
    `<p>Named by ${turned}; not confirmed</p>`,
    `<p><span>${turned}</span> and others</p>`,
  ])
    assert.notEqual(answer(body), undefined, body);
  for (const body of [`<p>&lt;script&gt;${mark}(1)&lt;/script&gt;</p>`, `<p>Named by <bdi>${turned}</bdi>; not confirmed</p>`, `<p dir="auto">${turned}</p><p>x</p>`, `<textarea>${turned}</textarea> x`]) assert.equal(answer(body), undefined, body);
  for (const cell of [hostileTexts['a formula'], `"${hostileTexts['a formula behind a tab']}"`, '-zqx', '+zqx', '@zqx']) assert.notEqual(answer(`a,b\r\n1,${cell}\r\n`, 'text/csv'), undefined, cell);
  assert.equal(answer(`a,b\r\n-1.5,"'=zqx"\r\n`, 'text/csv'), undefined);
  assert.notEqual(faultOfAnswer({ status: 500, headers: {}, body: '' }), undefined);
  assert.notEqual(faultOfAnswer({ status: 303, headers: { location: '//zqx.example/' }, body: '' }), undefined);
  assert.notEqual(faultOfAnswer({ status: 303, headers: { location: '/en/', 'set-cookie': [`${mark}=1`] }, body: '' }), undefined);
});

for (const kind of ['markup', 'a formula', 'directions'])
  test(`a register full of ${kind} shows it as words`, { timeout: 300_000 }, async (t) => {
    const at = await busyRegister(t, hostileTexts[kind]);
    const patterns = (await succeed(['routes'])).split('\n').map((line) => /^GET (\S+)/.exec(line)?.[1]).filter(Boolean)
      .sort((a, b) => a.split('{').length - b.split('{').length)
      .map((pattern) => [pattern, new RegExp(`^${pattern.replace(/[.]/g, '\\.').replace(/\{[a-z]+\}/g, '[^/]+')}$`)]);
    const { faults, opened } = await walk(at, (target) => patterns.find(([, form]) => form.test(target.split('?')[0]))?.[0]);
    t.diagnostic(`${opened.pages} pages of ${opened.kinds.size} routes opened, the text on ${opened.shown} of them, ${faults.length} faults`);
    assert.deepEqual(faults.slice(0, 40), []);
    assert.ok(opened.kinds.size > 80 && opened.shown > 500, `${opened.kinds.size} kinds`);
  });

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Another version of an agreement is proposed: whoever signed sees what has changed since, has a task until they sign again, and
// the page lists the versions of a long story by twenties.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { agreeing } from '../support/agreeing.mjs';
import { languages } from '../support/register.mjs';

const wording = (...lines) => lines.join('\n');

describe('What changed between two versions', () => {
  test('is shown by line, by field, by party and by file, from where one is asked to sign', async (t) => {
    const at = await agreeing(t);
    await at.make(at.fund, { wording: wording('The parties agree:', 'Each digs one well.', 'Each pays for it.', 'Nobody leaves.'), exit: 'By a letter.' }, { file: { name: 'plan.pdf', content: '%PDF-1.7 plan' } });
    await at.allSign();
    assert.doesNotMatch((await at.union.open(`/en/account/agreements/${at.id}/sign`)).body, /What changed since/);
    const changed = { act: 'amend', wording: wording('The parties agree:', 'Each digs <b>two</b> wells.', 'Each pays for it.', 'Nobody leaves.', 'All meet once a year.'), exit: '', ends: '2030-12-31', [`office:${at.union.organisation}`]: 'Treasurer' };
    const before = at.now();
    at.pass(0.1);
    assert.equal((await at.change(at.union, changed, { file: { name: 'map.pdf', content: '%PDF-1.7 map' } })).status, 303);
    const after = at.now();
    at.pass(0.1);
    const sign = (await at.fund.open(`/en/account/agreements/${at.id}/sign`)).body;
    const [, link] = /href="([^"]+)">What changed since you signed</.exec(sign);
    const page = async (language = 'en') => (await at.server.request(link.replaceAll('&amp;', '&').replace('/en/', `/${language}/`))).body;
    const body = await page();
    assert.match(body, /From version 1 to version 2/);
    // As it stood at a time that has passed: there is nothing to compare before the other version was proposed.
    assert.equal((await at.server.request(`/en/agreements/${at.id}/differences?from=1&to=2&at=${before}`)).status, 404);
    const then = await at.server.request(`/en/agreements/${at.id}/differences?from=1&to=2&at=${after}`);
    assert.match(then.body, /class="sample past"[^]*From version 1 to version 2/);
    assert.match((await at.server.request(`/en/agreements/${at.id}?version=2&at=${after}`)).body, /differences\?from=1&amp;to=2&amp;at=/, 'its page leads there at the same time');
    assert.match(body, /<li class="said">The parties agree:<\/li>\s*<li class="said"><del><span class="hide">Removed: <\/span>− Each digs one well\.<\/del><\/li>\s*<li class="said"><ins><span class="hide">Added: <\/span>\+ Each digs &lt;b&gt;two&lt;\/b&gt; wells\.<\/ins><\/li>\s*<li class="said">Each pays for it\.<\/li>/);
    assert.match(body, /Added: <\/span>\+ All meet once a year\./);
    assert.match(body, /How a party leaves it<[^]*By a letter\.[^]*nothing/);
    assert.match(body, /Last day<[^]*December 31, 2030/);
    assert.match(body, /Union<[^]*Treasurer/);
    assert.match(body, /map\.pdf<[^]*[0-9a-f]{64}/);
    for (const language of languages) assert.match(await page(language), /Treasurer/);
    assert.match((await at.server.request(`/en/agreements/${at.id}?version=2`)).body, new RegExp(`href="${link.replace('?', '\\?')}">What changed since the version that counts`));
    const same = await at.server.request(`/en/agreements/${at.id}/differences?from=2&to=2`);
    assert.match(same.body, /The two versions say the same/);
    for (const wrong of ['from=1', 'from=1&to=3', 'from=0&to=1', 'from=x&to=1'])
      assert.equal((await at.server.request(`/en/agreements/${at.id}/differences?${wrong}`)).status, 404, wrong);
  });

  test('of a long text shows the lines beside what changed, and counts the others', async (t) => {
    const at = await agreeing(t);
    const lines = Array.from({ length: 900 }, (_, n) => `Clause ${n}`);
    await at.make(at.fund, { wording: wording(...lines) });
    lines[450] = 'Another clause';
    assert.equal((await at.change(at.union, { wording: wording(...lines) })).status, 303);
    const { body } = await at.server.request(`/en/agreements/${at.id}/differences?from=1&to=2`);
    assert.match(body, /448 lines are the same[^]*Clause 449[^]*− Clause 450[^]*\+ Another clause[^]*Clause 451[^]*447 lines are the same/);
    assert.doesNotMatch(body, /Clause 300/);
  });

  test('is shown however far behind the beginning of a long text it stands', async (t) => {
    const at = await agreeing(t);
    const clause = (last) => `${'每方每年掘井。'.repeat(400)}${last}`;
    const risk = (last) => `${'Shared. '.repeat(600)}${last}`;
    await at.make(at.fund, { wording: clause('一口'), risks: risk('by all') });
    assert.equal((await at.change(at.union, { wording: clause('十口'), risks: risk('by the School') })).status, 303);
    const { body } = await at.server.request(`/en/agreements/${at.id}/differences?from=1&to=2`);
    assert.match(body, /− [每方年掘井。]+一口<\/del>[^]*\+ [每方年掘井。]+十口<\/ins>/);
    assert.match(body, /Shared\. by all<[^]*Shared\. by the School</);
    assert.doesNotMatch(body, /differ in something that this page does not show/);
  });
});

test('what waits for a signature stands among the tasks of whoever gives it, until they have', async (t) => {
  const at = await agreeing(t);
  const tasks = async (person) => (await person.open('/en/account')).body;
  const line = (whose = 'Union') => new RegExp(`href="/en/account/agreements/${at.id}/sign"><bdi>Wells together</bdi></a></p><p class="prov"><span>Agreement that waits for your signature</span> <span><bdi>Wells for all</bdi></span> <span><bdi>${whose}</bdi></span> <span>since `);
  await at.make(at.fund);
  assert.match(await tasks(at.union), line());
  assert.match((await at.union.open('/en/account/notifications')).body, /An agreement in “Wells for all” waits for the signature of your organisation/);
  at.pass(0.1);
  assert.equal((await at.sign(at.union)).status, 303);
  assert.doesNotMatch(await tasks(at.union), line());
  assert.match(await tasks(at.school), line('School'));
  assert.equal((await at.change(at.fund, { wording: 'Each digs two wells.' })).status, 303);
  assert.match(await tasks(at.union), line(), 'another text, and they are asked anew');
});

test('an agreement of many versions lists them by twenties', async (t) => {
  const at = await agreeing(t);
  await at.make(at.fund);
  for (let n = 0; n < 22; ++n) assert.equal((await at.change(n % 2 === 0 ? at.fund : at.union, { exit: `By ${n} letters.` })).status, 303);
  const { body } = await at.server.request(`/en/agreements/${at.id}`);
  const listed = (page) => [...page.matchAll(new RegExp(`/en/log/receipts/${at.id}/(\\d+)"`, 'g'))].map(([, number]) => Number(number));
  assert.deepEqual(listed(body), Array.from({ length: 20 }, (_, n) => 23 - n));
  const [, earlier] = /href="([^"#]+)#versions">Earlier versions</.exec(body);
  assert.deepEqual(listed((await at.server.request(earlier)).body), [3, 2, 1]);
  assert.match((await at.server.request(earlier)).body, /Later versions/);
  assert.match((await at.server.request(`/en/agreements/${at.id}?version=5`)).body, /By 3 letters\./);
  assert.equal((await at.view()).versions.length, 23, 'the API tells them all');
});

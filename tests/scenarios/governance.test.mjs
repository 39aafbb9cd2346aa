// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A fund that leads says how a partnership is governed, and it and a union what they seek and gain there: by a program, and in forms.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { languages } from '../support/register.mjs';
import { partnered } from '../support/programs.mjs';

const of = ({ part }, what) => `/api/v1/account/parts/${part}/${what}`;
const form = ({ part }, what, language = 'en') => `/${language}/account/parts/${part}/${what}`;

/** The fund has confirmed its part as lead. */
async function led(t) {
  const at = await partnered(t);
  const lead = await at.fund.ask('PUT', `/api/v1/account/parts/${at.fund.part}`, { version: 1, part: { role: 'lead' } });
  assert.equal(lead.status, 200, JSON.stringify(lead.value));
  at.read = async (language = 'en', query = '') => (await at.server.request(`/${language}/partnerships/${at.partnership}/governance${query}`)).body;
  return at;
}

/** What a form holds, as a browser would send it back. */
function fieldsOf(body) {
  const unescaped = (text) => text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
  const sent = {};
  const inForm = body.slice(body.indexOf('<form action="/', body.indexOf('<main')), body.lastIndexOf('</form>'));
  for (const [, tag] of inForm.matchAll(/<input ([^>]*)>/g)) {
    const [name, value] = ['name', 'value'].map((of) => new RegExp(`(?:^| )${of}="([^"]*)"`).exec(tag)?.[1] ?? '');
    if (!tag.includes('type="checkbox"') || / checked/.test(tag)) sent[name] = unescaped(value);
  }
  for (const [, name, options] of inForm.matchAll(/<select [^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g)) sent[name] = /value="([^"]*)" selected/.exec(options)?.[1] ?? '';
  for (const [, name, text] of inForm.matchAll(/<textarea [^>]*name="([^"]+)"[^>]*>\n?([\s\S]*?)<\/textarea>/g)) sent[name] = unescaped(text);
  return sent;
}

async function publish(person, target, fields) {
  const { body } = await person.open(target);
  return person.send(target, { method: 'POST', fields: { ...fieldsOf(body), ...fields } });
}

describe('How a partnership is governed', () => {
  test('is said by the party that leads, and nothing that nobody said is a no', async (t) => {
    const at = await led(t);
    const { statements, governance, parties: all } = await at.view();
    assert.deepEqual([statements, governance], [[], undefined]);
    assert.match(await at.read(), /Its lead partner has not said yet how it is governed/);
    const asked = await at.fund.ask('GET', of(at.fund, 'governance'));
    assert.deepEqual([asked.status, asked.value.leads, asked.value.confirmed, asked.value.governance], [200, true, true, undefined]);
    const seats = [{ organisation: at.fund.organisation, seats: '2', votes: '1.5' }, { organisation: at.union.organisation, seats: '0' }];
    const said = { seats, quota: '1', earmarked: '0', exit_plan: 'no', negative_effects: 'none_found', recommended: 'yes', recommendations: [{ text: { en: 'Meter the wells', fr: 'Compter' }, by: 'Audit', owner: { organisation: at.union.organisation }, due: '2027', state: 'open' }], gender_marker: '0' };
    const key = { 'idempotency-key': crypto.randomUUID() };
    const first = await at.fund.ask('PUT', of(at.fund, 'governance'), { version: 0, governance: said }, key);
    const again = await at.fund.ask('PUT', of(at.fund, 'governance'), { version: 0, governance: said }, key);
    assert.deepEqual([first.status, again.value.done], [200, { ...first.value.done, repeated: true }], JSON.stringify(first.value));
    const stands = (await at.view()).governance;
    assert.deepEqual(stands.governance, { ...said, partnership: at.partnership, organisation: at.fund.organisation });
    assert.equal((await at.fund.ask('PUT', of(at.fund, 'governance'), { version: 0, governance: said })).status, 409);
    assert.equal((await at.union.ask('PUT', of(at.union, 'governance'), { version: 1, governance: said })).status, 403, 'the union does not lead');
    assert.equal((await at.union.ask('PUT', of(at.fund, 'governance'), { version: 1, governance: said })).status, 403);
    for (const wrong of [{ seats: [{ organisation: at.partnership, seats: '1' }] }, { quota: '9', seats: all.map(({ organisation }) => ({ organisation: organisation.id, votes: '1' })) }, { earmarked: '101' }, { earmarked: 0 }, { exit_plan: 'unknown' }, { national_objectives: '1' }, { organisation: at.union.organisation }, { recommended: 'no', recommendations: said.recommendations }])
      assert.equal((await at.fund.ask('PUT', of(at.fund, 'governance'), { version: 1, governance: wrong })).status, 400, JSON.stringify(wrong));
    const page = await at.read();
    assert.match(page, /Looked for, none found/);
    assert.match(page, /<dt>Months for which there is money<\/dt><dd class="said"><span class="absent">not stated/);
    assert.match(page, /Share of the money[^<]*<\/dt><dd class="said"><bdi>0<\/bdi>/);
    assert.match(page, /Meter the wells/);
    assert.match(await at.read('fr'), /Compter/);
    for (const language of languages) assert.doesNotMatch(await at.read(language), /governing\.|\{\{/);
  });

  test('stands in the log of what is published, and as it stood on other days', async (t) => {
    const at = await led(t);
    await at.fund.ask('PUT', of(at.fund, 'governance'), { version: 0, governance: { exit_plan: 'no' } });
    const { total } = await at.server.json('/api/v1/log').catch(() => ({}));
    const events = await at.server.json('/api/v1/events?limit=100');
    const told = events.events.filter(({ type }) => type === 'governance');
    assert.deepEqual(told.map(({ act, topic, partnership }) => [act, topic, partnership]), [['published', 'partnerships', at.partnership]], `${total}`);
    const then = new Date().toISOString();
    await new Promise((go) => setTimeout(go, 20));
    await at.fund.ask('PUT', of(at.fund, 'governance'), { version: 1, governance: { exit_plan: 'yes', exit: { en: 'The ministry takes over' } } });
    assert.match(await at.read(), /The ministry takes over/);
    assert.doesNotMatch(await at.read('en', `?at=${then}`), /The ministry takes over/);
    const difference = (await at.server.request(`/en/partnerships/${at.partnership}/differences?from=${then}`)).body;
    assert.match(difference, /It is agreed how the partnership ends/);
    assert.match(difference, /The ministry takes over/);
  });

  test('is typed in forms, in the reader’s numbers, and what cannot be so is told beside what was typed', async (t) => {
    const at = await led(t);
    const target = form(at.fund, 'governance');
    assert.match((await at.fund.open(`/en/account/parts/${at.fund.part}`)).body, new RegExp(`href="${target}"`));
    const votes = `votes_${at.fund.organisation}`;
    const done = await publish(at.fund, target, { [`seats_${at.fund.organisation}`]: '2', [votes]: '1.5', earmarked: '12.5', exit: 'One & all <b>', text_0: 'Meter the wells', state_0: 'open', owner_0: at.union.organisation });
    assert.equal(done.headers.location, `${target}?done=published`, done.body);
    const { governance } = (await at.view()).governance;
    assert.deepEqual(governance.seats, [{ organisation: at.fund.organisation, seats: '2', votes: '1.5' }]);
    assert.deepEqual([governance.earmarked, governance.exit, governance.recommended, governance.exit_plan], ['12.5', { en: 'One & all <b>' }, 'yes', undefined]);
    assert.match(await at.read(), /One &amp; all &lt;b&gt;/);
    const french = await at.fund.open(form(at.fund, 'governance', 'fr'));
    assert.equal(fieldsOf(french.body).earmarked, '12,5');
    assert.equal((await publish(at.fund, form(at.fund, 'governance', 'fr'), {})).status, 303);
    assert.equal((await at.view()).governance.version, 1, 'what says the same makes no new version');
    assert.equal((await publish(at.fund, form(at.fund, 'governance', 'fr'), { earmarked: '0', text_1: 'Former', state_1: 'closed', due_1: '2026-12-31' })).status, 303);
    const now = (await at.view()).governance;
    assert.deepEqual([now.version, now.governance.earmarked, now.governance.exit, now.governance.recommendations.map(({ text }) => text)], [2, '0', { en: 'One & all <b>' }, [{ en: 'Meter the wells' }, { fr: 'Former' }]]);
    for (const [wrong, said] of [[{ earmarked: '101' }, /Write a share from 0 to 100/], [{ earmarked: 'many' }, /Write it as a number/], [{ quota: '0' }, /More votes than there are/], [{ text_0: '' }, /Say in words what is recommended/], [{ recommended: 'no' }, /Say yes and list/], [{ national_objectives: '2' }, /Say how many objectives/], [{ exit_plan: 'maybe' }, /Choose from the lists/], [{ exit: 'x'.repeat(12_001) }, /A text is too long/], [{ [votes]: '-1' }, /Write it as a number/]]) {
      const refused = await publish(at.fund, target, { kept_after: 'was typed', ...wrong });
      assert.equal(refused.status, 422, JSON.stringify(wrong).slice(0, 60));
      assert.match(refused.body, said);
      assert.match(refused.body, /was typed/);
    }
    const stale = await publish(at.fund, target, { version: '1', kept_after: 'typed meanwhile' });
    assert.equal(stale.status, 409);
    assert.match(stale.body, /typed meanwhile/);
    assert.equal((await at.fund.send(target, { method: 'POST', fields: { version: '2', exit: 'from elsewhere' } })).status, 403);
    const other = await at.union.open(form(at.union, 'governance'));
    assert.match(other.body, /Only a party that has confirmed its part as lead partner/);
    assert.doesNotMatch(other.body, /name="quota"/);
    assert.equal((await at.union.fill(form(at.union, 'statement'), { version: '2', exit: 'theirs' }, form(at.union, 'governance'))).status, 403);
  });
});

describe('What a party says of itself', () => {
  test('is its own word, which nobody else says and which no answer fills', async (t) => {
    const at = await led(t);
    const { results: [result] } = (await at.union.ask('GET', of(at.union, 'statement'))).value;
    const target = form(at.union, 'statement', 'ar');
    const done = await publish(at.union, target, { goals: '6 6.1', [`results_${result.id}`]: '1', selection: 'open_call', benefit: '١٢٫٥', exclusive: 'no', emblem: 'yes', emblem_until: '2027-03-31', women_senior: '٣', men_senior: '0', complaints_url: 'https://union.example/complaints' });
    assert.equal(done.headers.location, `${target}?done=published`, done.body);
    const { statements: [{ party_statement: said }] } = await at.view();
    assert.deepEqual(said, { partnership: at.partnership, organisation: at.union.organisation, goals: [{ framework: 'sdg', code: '6' }, { framework: 'sdg', code: '6.1' }], serves: 'yes', results: [result.id], selection: 'open_call', benefit: '12.5', exclusive: 'no', emblem: 'yes', emblem_until: '2027-03-31', posts: [{ level: 'senior', women: '3', men: '0' }], complaints_url: 'https://union.example/complaints' });
    const page = await at.read();
    assert.match(page, new RegExp(`id="of-${at.union.organisation}"`));
    assert.match(page, /Through an open call/);
    assert.match(page, /<a href="https:\/\/union.example\/complaints" rel="nofollow noopener">/);
    assert.match(page, /Parties that have said nothing of themselves yet:[\s\S]*Fund/);
    assert.match(await at.page(), new RegExp(`governance#of-${at.union.organisation}`));
    for (const [wrong, told] of [[{ goals: '18' }, /A goal is not known/], [{ men_senior: '' }, /Write both numbers/], [{ women_senior: '1.5' }, /Write a whole number/], [{ complaints_url: 'javascript:alert(1)' }, /Write an address/], [{ emblem: 'no' }, /only where the emblem/], [{ serves: 'no' }, /then the answer is yes/], [{ emblem_until: 'soon' }, /That is no day/]]) {
      const refused = await publish(at.union, form(at.union, 'statement'), wrong);
      assert.equal(refused.status, 422, JSON.stringify(wrong));
      assert.match(refused.body, told);
    }
    for (const wrong of [{ results: [at.partnership], serves: 'yes' }, { posts: [{ level: 'senior', women: '1' }] }, { contribution: '-1' }, { exclusive: true }, { selection: 'heir' }, { partnership: at.partnership }])
      assert.equal((await at.union.ask('PUT', of(at.union, 'statement'), { version: 1, statement: wrong })).status, 400, JSON.stringify(wrong));
    assert.equal((await at.fund.ask('PUT', of(at.union, 'statement'), { version: 1, statement: {} })).status, 403);
    assert.equal((await at.fund.send(form(at.union, 'statement'))).status, 403);
    const cleared = await at.union.ask('PUT', of(at.union, 'statement'), { version: 1, statement: { exclusive: 'yes' } });
    assert.deepEqual(cleared.value.statement.party_statement, { partnership: at.partnership, organisation: at.union.organisation, exclusive: 'yes' }, 'what is left out is not known any more');
    // A party that left is no party: what it said stays in the record, and is no party's any more.
    assert.equal((await at.union.ask('POST', `/api/v1/account/parts/${at.union.part}/word`, { word: 'leave', version: 1, remark: { en: 'Done here' } })).status, 200);
    assert.equal((await at.union.ask('PUT', of(at.union, 'statement'), { version: 2, statement: {} })).status, 409);
    assert.doesNotMatch(await at.read(), new RegExp(`id="of-${at.union.organisation}"`));
    assert.equal((await at.view()).statements.length, 1);
  });
});

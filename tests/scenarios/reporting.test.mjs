// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A partnership reports over years: reminded, reported, late, dormant, revived; its mark follows from the dates, and an appeal is
// heard.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { MovedClock, Server, folder, succeed } from '../support/register.mjs';
import { Person, code, invited, password } from '../support/accounts.mjs';

const activity = `<iati-activities version="2.03"><iati-activity xml:lang="en"><iati-identifier>XM-EXAMPLE-1-A</iati-identifier>
<reporting-org ref="XM-EXAMPLE-1" type="40"><narrative>Agency</narrative></reporting-org><title><narrative>Wells for all</narrative></title>
<description><narrative>Water.</narrative></description>
<participating-org ref="XM-EXAMPLE-5" role="1" type="60"><narrative>Fund</narrative></participating-org>
<participating-org ref="XM-EXAMPLE-6" role="4" type="22"><narrative>Union</narrative></participating-org><activity-status code="2"/>
<activity-date type="2" iso-date="2025-01-01"/><recipient-country code="KE" percentage="100"/>
<result type="1"><title><narrative>Water</narrative></title><indicator measure="1"><title><narrative>Wells dug</narrative></title><period>
<period-start iso-date="2025-01-01"/><period-end iso-date="2025-12-31"/><target value="12"/></period></indicator></result></iati-activity></iati-activities>`;

/** A register with a partnership of which the fund has confirmed its part, served by a clock that is moved. */
async function served(t, { reviewed = true } = {}) {
  const place = folder(t);
  const data = path.join(place, 'register');
  const clock = new MovedClock(t);
  const file = path.join(place, 'a.xml');
  fs.writeFileSync(file, activity);
  await succeed(['init', data]);
  await succeed(['import', file, '--data', data]);
  const settings = path.join(data, 'entente.toml');
  if (!reviewed) fs.writeFileSync(settings, fs.readFileSync(settings, 'utf8').replace(/^# *review = .*$/m, 'review = "off"'));
  const at = { data, clock, place: ['--data', data], passed: 0 };
  at.start = async () => {
    at.server = await Server.start(data, [], { env: clock.env });
  };
  await at.start();
  t.after(() => at.server.stop());
  at.pass = (days) => {
    clock.pass(days * 24);
    at.passed += days;
  };
  at.partnership = (await at.server.json('/api/v1/partnerships')).results[0].id;
  at.record = () => at.server.json(`/api/v1/partnerships/${at.partnership}`);
  at.party = async (name) => (await at.record()).parties.find(({ organisation }) => organisation.name.en === name);
  at.light = async () => (await at.record()).reporting.light;
  at.speaker = async (name) => {
    const { organisation } = await at.party(name);
    return invited(at.server, at.place, { address: `${name.toLowerCase()}@party.example`, role: `representative of ${organisation.id}` });
  };
  at.writer = await at.speaker('Fund');
  at.part = (await at.party('Fund')).id;
  at.form = `/en/account/parts/${at.part}/report`;
  at.calendar = `/en/account/parts/${at.part}/calendar`;
  assert.equal((await at.writer.fill(`/en/account/parts/${at.part}`, { do: 'confirm', version: '1' })).status, 303);
  return at;
}

/** Sessions do not last for years. */
async function signIn(at, address, secret) {
  const person = new Person(at.server.address);
  assert.equal((await person.fill('/en/sign-in', { address, password })).status, 303);
  if (secret) assert.equal((await person.fill('/en/sign-in/code', { code: code(secret, Date.now() + at.passed * 86_400_000) })).status, 303);
  return person;
}

const hidden = (body, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1];

/** Fills in the form as it stands with what is given, and sends it. */
async function write(person, form, fields) {
  const { body } = await person.open(form);
  return person.send(form, { method: 'POST', fields: { key: hidden(body, 'key'), version: hidden(body, 'version'), mark: hidden(body, 'mark') ?? '', row_0: hidden(body, 'row_0') ?? '', ...fields } });
}

/** Writes a report, looks it over and hands it in. */
async function handIn(person, form, fields) {
  const sent = await write(person, form, { do: 'check', ...fields });
  assert.equal(sent.headers.location, `${form}?check=1`, sent.body);
  const check = await person.open(sent.headers.location);
  assert.match(check.body, /Check what you report/);
  const handed = await person.send(form, { method: 'POST', fields: { key: hidden(check.body, 'key'), version: hidden(check.body, 'version'), do: 'hand_in' } });
  assert.equal(handed.status, 303, handed.body);
  return handed.headers.location;
}

/** Publishes the report that waits. */
async function publish(steward) {
  const list = await steward.open('/en/reporting');
  const target = /href="(\/en\/reporting\/reports\/[^"]+)"/.exec(list.body)[1];
  const sent = await write(steward, target, { do: 'publish' });
  assert.equal(sent.headers.location, '/en/reporting?done=published', sent.body);
}

/** What a person has been told, once there are so many notices of reports. A server that was just started looks for jobs a minute later. */
async function told(at, person, count) {
  const of = async () => [...(await person.open('/en/account/notifications')).body.matchAll(/The report on “Wells for all” (?:is|was) due on [^.<]+\./g)].map(([line]) => line);
  for (let i = 0; i < 200 && (await of()).length < count; ++i) {
    if (i % 10 === 9) at.pass(1 / 720);
    await pause(100);
  }
  return of();
}

const day = (moment) => new Date(moment).toISOString().slice(0, 10);

describe('A partnership that reports', () => {
  test('over years: reported, reminded, late, dormant, and revived', async (t) => {
    const at = await served(t);
    const steward = await invited(at.server, at.place, { address: 'steward@register.example', role: 'steward', withFactor: true });
    assert.equal(await at.light(), 'not_due');
    assert.match((await at.writer.open('/en/account')).body, /Reports to write/);
    const first = await at.writer.open(at.form);
    assert.match(first.body, /Wells dug/, 'it begins from the targets');
    assert.match(first.body, /<bdi>12<\/bdi>/);

    const begun = Date.now();
    assert.equal(await handIn(at.writer, at.form, { delivered: 'Two <wells>', lessons: 'Dig deeper', actual_0: '2', remark_0: 'Rock' }), '/en/account/reports?done=handed_in');
    assert.equal(await at.light(), 'not_due', 'it waits for its review');
    assert.deepEqual((await at.record()).reports, []);
    assert.equal((await at.server.request('/en/reports')).body.includes('Dig deeper'), false, 'what waits is shown to nobody');
    assert.match((await steward.open('/en/account')).body, /1 report waits for its review/);
    await publish(steward);
    const record = await at.record();
    assert.equal(record.reporting.light, 'reported');
    assert.equal(record.reporting.last, day(begun));
    assert.equal(record.reports[0].report.results[0].actual, '2');
    const page = (await at.server.request(`/en/partnerships/${at.partnership}`)).body;
    assert.match(page, new RegExp(`href="/en/reports/${record.reports[0].id}"`));
    assert.match(page, /every 12 months/);
    const report = (await at.server.request(`/en/reports/${record.reports[0].id}`)).body;
    assert.match(report, /Two &lt;wells&gt;/);
    assert.match(report, new RegExp(`href="/en/log/receipts/${record.reports[0].id}/${record.reports[0].version}"`));
    assert.match((await at.server.request('/en/reports')).body, /Dig deeper/);
    assert.match((await at.server.request('/en/reports.atom')).body, /<summary xml:lang="en">Two &lt;wells&gt;<\/summary>/);
    const events = (await at.server.request('/en/partnerships.ics?country=KE')).body;
    assert.match(events, new RegExp(`DTSTART;VALUE=DATE:${record.reporting.due.replaceAll('-', '')}\r\n`));
    assert.match(events, /SUMMARY;LANGUAGE=en:Report due: Wells for all\r\n/);
    assert.doesNotMatch((await at.server.request('/en/partnerships.ics?country=TZ')).body, /VEVENT/);
    assert.match((await at.server.request(`/fr/partnerships/${at.partnership}/calendar.ics`)).body, /SUMMARY;LANGUAGE=fr:Rapport attendu : Wells for all/);

    // Ninety days before, thirty, on the day, and the day after.
    const toDue = Math.round((Date.parse(record.reporting.due) - Date.parse(day(begun))) / 86_400_000);
    const words = new Date(record.reporting.due).toLocaleDateString('en-US', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
    at.pass(toDue - 90);
    let writer = await signIn(at, 'fund@party.example');
    assert.deepEqual(await told(at, writer, 1), [`The report on “Wells for all” is due on ${words}.`]);
    await at.server.stop();
    await at.start();
    at.pass(60);
    writer = await signIn(at, 'fund@party.example');
    assert.equal((await told(at, writer, 2)).length, 2, 'once each, also across a start');
    at.pass(30);
    writer = await signIn(at, 'fund@party.example');
    assert.equal((await told(at, writer, 3)).length, 3);
    assert.equal(await at.light(), 'due');
    assert.match((await writer.open('/en/account')).body, /Report to write/);
    at.pass(1);
    writer = await signIn(at, 'fund@party.example');
    assert.equal((await told(at, writer, 4))[0], `The report on “Wells for all” was due on ${words}.`);
    at.pass(366);
    assert.equal(await at.light(), 'silent');
    assert.match((await at.server.request(`/en/partnerships/${at.partnership}`)).body, /Report a year overdue/);
    at.pass(3 * 366);
    assert.equal(await at.light(), 'dormant');
    assert.equal((await at.server.json('/api/v1/partnerships?fresh=dormant')).total, 1);
    writer = await signIn(at, 'fund@party.example');
    assert.equal((await told(at, writer, 4)).length, 4, 'nobody is told for ever');

    const again = await writer.open(at.form);
    assert.match(again.body, /This is what was reported last/);
    assert.match(again.body, /Two &lt;wells&gt;/);
    await handIn(writer, at.form, { delivered: 'Ten wells', actual_0: '10' });
    await publish(await signIn(at, 'steward@register.example', steward.secret));
    assert.equal(await at.light(), 'reported');
    assert.equal((await at.server.json('/api/v1/partnerships?fresh=dormant')).total, 0);
    assert.equal((await at.record()).reports.length, 2);
  });

  test('is returned with reasons, and handed in again', async (t) => {
    const at = await served(t);
    const reviewer = await invited(at.server, at.place, { address: 'reviewer@register.example', role: 'reviewer' });
    await handIn(at.writer, at.form, { delivered: 'Wells' });
    const waiting = await at.writer.open(at.form);
    assert.match(waiting.body, /waits for its review/);
    assert.equal((await at.writer.fill('/en/account', { do: 'save', version: '2', mark: '', delivered: 'More' }, at.form)).status, 409);
    const target = /href="(\/en\/reporting\/reports\/[^"]+)"/.exec((await reviewer.open('/en/reporting')).body)[1];
    const empty = await write(reviewer, target, { do: 'return', text: ' ' });
    assert.equal(empty.status, 422);
    assert.match(empty.body, /Give a reason/);
    assert.equal((await write(reviewer, target, { do: 'return', text: 'Which <wells>?' })).headers.location, '/en/reporting?done=returned');
    assert.equal((await reviewer.send(target)).status, 404, 'it waits no more');
    assert.match((await at.writer.open('/en/account/notifications')).body, /was returned to you with reasons/);
    assert.match((await at.writer.open(at.form)).body, /Which &lt;wells&gt;\?/);
    await handIn(at.writer, at.form, { delivered: 'Wells in Kisumu' });
    const { body } = await reviewer.open('/en/reporting');
    const review = /href="(\/en\/reporting\/reports\/[^"]*)"/.exec(body)[1];
    const page = (await reviewer.open(review)).body;
    const reasons = (version) => reviewer.send(review, { method: 'POST', fields: { key: hidden(page, 'key'), version, do: 'return', text: 'Typed slowly' } });
    const changed = await reasons('999');
    assert.equal(changed.status, 409);
    assert.match(changed.body, /It has changed since[^]*Typed slowly/);
    await publish(reviewer);
    const late = await reasons(hidden(page, 'version'));
    assert.equal(late.status, 409);
    assert.match(late.body, /decided on it before you[^]*Typed slowly/);
    assert.equal((await at.record()).reports[0].report.answer, undefined, 'what was said in a review is not published');
    assert.equal((await at.writer.send('/en/reporting')).status, 403);
  });

  test('is published at once where the register asks for no review', async (t) => {
    const at = await served(t, { reviewed: false });
    assert.equal(await handIn(at.writer, at.form, { delivered: 'Wells' }), '/en/account/reports?done=published');
    assert.equal(await at.light(), 'reported');
  });

  test('has two writers at once, and neither loses what they typed', async (t) => {
    const at = await served(t);
    const { organisation } = await at.party('Fund');
    const colleague = await invited(at.server, at.place, { address: 'second@party.example', role: `representative of ${organisation.id}` });
    const { body } = await at.writer.open(at.form);
    const stale = { key: hidden(body, 'key'), version: hidden(body, 'version'), mark: hidden(body, 'mark'), do: 'save', delivered: 'Mine, typed slowly' };
    assert.equal((await write(colleague, at.form, { do: 'save', delivered: 'Hers' })).status, 303);
    const late = await at.writer.send(at.form, { method: 'POST', fields: stale });
    assert.equal(late.status, 409);
    assert.match(late.body, /Mine, typed slowly/);
    assert.equal((await at.writer.send(at.form, { method: 'POST', fields: { ...stale, key: hidden(late.body, 'key'), version: hidden(late.body, 'version') } })).status, 303);
    assert.match((await colleague.open(at.form)).body, /Mine, typed slowly/);
    assert.equal((await write(colleague, at.form, { do: 'discard' })).headers.location, '/en/account/reports?done=discarded');
  });

  test('keeps each figure with its indicator when an import brings another one first', async (t) => {
    const at = await served(t);
    const { body } = await at.writer.open(at.form);
    const typed = { key: hidden(body, 'key'), version: hidden(body, 'version'), mark: hidden(body, 'mark'), row_0: hidden(body, 'row_0'), indicator_0: hidden(body, 'indicator_0'), do: 'save', delivered: 'Two', actual_0: '27 dug' };
    const file = path.join(at.data, '..', 'a.xml');
    const first = activity.indexOf('<indicator');
    assert.ok(first > 0);
    const other = activity.slice(first, activity.indexOf('</indicator>') + 12).replace(/<narrative[^>]*>[^<]*/, '<narrative>Schools opened');
    fs.writeFileSync(file, activity.slice(0, first) + other + activity.slice(first));
    await succeed(['import', file, ...at.place]);
    const late = await at.writer.send(at.form, { method: 'POST', fields: typed });
    assert.equal(late.status, 409);
    assert.match(late.body, /name="actual_0" value=""/, 'not beside the new one');
    assert.match(late.body, /name="actual_1" value="27 dug"/);
  });

  test('takes hostile text as text, and refuses what is too long or no period', async (t) => {
    const at = await served(t, { reviewed: false });
    const hostile = '<script>alert(1)</script> =1+1 \u202egnp.exe {{#t}}x{{/t}} BEGIN:VEVENT';
    assert.equal((await write(at.writer, at.form, { do: 'save', delivered: 'x', start: 'yesterday' })).status, 422);
    assert.equal((await write(at.writer, at.form, { do: 'save', delivered: 'x', start: '2026-05', end: '2025' })).status, 422);
    const long = await write(at.writer, at.form, { do: 'save', delivered: 'x'.repeat(12_001), lessons: 'kept' });
    assert.equal(long.status, 422);
    assert.match(long.body, /kept/);
    assert.equal((await write(at.writer, at.form, { do: 'save', delivered: 'x'.repeat(600_000) })).status, 413);
    const check = await write(at.writer, at.form, { do: 'check', lessons: hostile, delivered: ' ' });
    const shown = await at.writer.open(check.headers.location);
    const refused = await at.writer.send(at.form, { method: 'POST', fields: { key: hidden(shown.body, 'key'), version: hidden(shown.body, 'version'), do: 'hand_in' } });
    assert.equal(refused.status, 422);
    assert.match(refused.body, /Say what was delivered/);
    await handIn(at.writer, at.form, { delivered: hostile, difficulties: hostile, lessons: hostile, actual_0: hostile, remark_0: hostile });
    const [{ id }] = (await at.record()).reports;
    for (const target of [`/en/reports/${id}`, '/en/reports', '/en/reports.atom', `/ar/partnerships/${at.partnership}`]) {
      const { status, body } = await at.server.request(target);
      assert.equal(status, 200);
      assert.doesNotMatch(body, /<script>alert/, target);
    }
    assert.equal((await at.writer.send(at.form, { method: 'POST', fields: { do: 'save', version: '0', delivered: 'from elsewhere' } })).status, 403);
  });

  test('chooses its rhythm, and appeals against its mark', async (t) => {
    const at = await served(t, { reviewed: false });
    const steward = await invited(at.server, at.place, { address: 'steward@register.example', role: 'steward', withFactor: true });
    await handIn(at.writer, at.form, { delivered: 'Wells' });
    assert.equal((await write(at.writer, at.calendar, { do: 'rhythm', months: '7', first_due: '' })).status, 400);
    assert.equal((await write(at.writer, at.calendar, { do: 'rhythm', months: '6', first_due: 'soon' })).status, 422);
    assert.equal((await write(at.writer, at.calendar, { do: 'rhythm', months: '6', first_due: '' })).headers.location, `${at.calendar}?done=rhythm`);
    assert.equal((await at.record()).reporting.rhythm.reporting_rhythm.months, 6);
    const stale = await at.writer.fill(at.calendar, { do: 'rhythm', version: '0', months: '3', first_due: '' });
    assert.equal(stale.status, 409, 'it was made from another');
    assert.equal((await write(at.writer, at.calendar, { do: 'appeal', reason: 'Early' })).status, 409, 'nothing is due');
    at.pass(190);
    const writer = await signIn(at, 'fund@party.example');
    assert.equal(await at.light(), 'due');
    assert.equal((await write(writer, at.calendar, { do: 'appeal', reason: '' })).status, 422);
    assert.equal((await write(writer, at.calendar, { do: 'appeal', reason: 'A flood & a <strike>' })).headers.location, `${at.calendar}?done=appeal`);
    assert.match((await at.server.request(`/en/partnerships/${at.partnership}`)).body, /A flood &amp; a &lt;strike&gt;/, 'it stands beside the mark at once');
    const judge = await signIn(at, 'steward@register.example', steward.secret);
    assert.match((await judge.open('/en/account')).body, /1 appeal waits for a decision/);
    const target = /href="(\/en\/reporting\/appeals\/[^"]+)"/.exec((await judge.open('/en/reporting')).body)[1];
    assert.equal((await write(judge, target, { do: 'uphold', text: 'Known', until: '' })).status, 422);
    assert.equal((await write(judge, target, { do: 'refuse', text: '', until: '' })).status, 422);
    const until = day(Date.now() + (at.passed + 60) * 86_400_000);
    assert.equal((await write(judge, target, { do: 'uphold', text: 'The flood is known', until })).headers.location, '/en/reporting?done=decided');
    const { reporting, appeals } = await at.record();
    assert.equal(reporting.light, 'reported');
    assert.equal(reporting.due, until);
    assert.equal(appeals[0].appeal.state, 'upheld');
    const { body } = await at.server.request(`/en/partnerships/${at.partnership}`);
    assert.match(body, /The flood is known/);
    for (const [one, name] of [[appeals[0], 'Appeals against the mark'], [reporting.rhythm, 'Reports']]) assert.match(body, new RegExp(`/en/log/receipts/${one.id}/${one.version}">Receipt<span class="hide"> – ${name}`));
    assert.match((await writer.open('/en/account/notifications')).body, /Your appeal against the mark of “Wells for all” has been decided/);
  });

  test('turns no overdue mark by another rhythm: what is due stays due', async (t) => {
    const at = await served(t, { reviewed: false });
    await handIn(at.writer, at.form, { delivered: 'Wells' });
    const { due } = (await at.record()).reporting;
    at.pass(400);
    const writer = await signIn(at, 'fund@party.example');
    assert.equal(await at.light(), 'due');
    assert.match((await writer.open(at.calendar)).body, /What is due stays due/);
    assert.equal((await write(writer, at.calendar, { do: 'rhythm', months: '24', first_due: '' })).status, 303);
    const { reporting } = await at.record();
    assert.deepEqual([reporting.light, reporting.due, reporting.rhythm.reporting_rhythm.stays_due], ['due', due, due]);
    await handIn(writer, at.form, { delivered: 'More wells' });
    assert.equal(await at.light(), 'reported');
    const next = (await at.record()).reporting.due;
    assert.equal(Number(next.slice(0, 4)) - Number(day(Date.now() + at.passed * 86_400_000).slice(0, 4)), 2, 'the new rhythm counts from the report');
  });

  test('is corrected once it is published, and then withdrawn: each with its reason, for everybody to read', async (t) => {
    const at = await served(t);
    const steward = await invited(at.server, at.place, { address: 'steward@register.example', role: 'steward', withFactor: true });
    await handIn(at.writer, at.form, { delivered: 'Two wells', actual_0: '2' });
    await publish(steward);
    const [{ id }] = (await at.record()).reports;
    const manage = `/en/account/reports/${id}`;
    assert.match((await at.server.request(`/en/reports/${id}`)).body, new RegExp(`href="${manage}"`));
    assert.match((await at.writer.open(at.form)).body, new RegExp(`href="${manage}"`));
    assert.equal((await at.server.request(manage)).status, 303, 'to the page for signing in');
    const union = await at.speaker('Union');
    assert.match((await union.open(manage)).body, /Whoever speaks for its party corrects it/);
    const { version } = (await at.record()).reports[0];
    for (const wish of ['correct', 'withdraw']) assert.equal((await union.fill('/en/account', { do: wish, version: `${version}`, reason: 'x' }, manage)).status, 403);

    at.pass(30);
    const writer = await signIn(at, 'fund@party.example');
    const judge = await signIn(at, 'steward@register.example', steward.secret);
    const begun = await write(writer, manage, { do: 'correct' });
    assert.equal(begun.headers.location, at.form);
    assert.match((await writer.open(at.form)).body, /This corrects a report that is published/);
    assert.equal((await at.server.request(`/en/reports/${id}`)).body.includes('This corrects'), false);
    const check = await write(writer, at.form, { do: 'check', delivered: 'Three <wells>', actual_0: '3', reason: '' });
    const shown = await writer.open(check.headers.location);
    const refused = await writer.send(at.form, { method: 'POST', fields: { key: hidden(shown.body, 'key'), version: hidden(shown.body, 'version'), do: 'hand_in' } });
    assert.equal(refused.status, 422);
    assert.match(refused.body, /Say why the report is corrected/);
    await handIn(writer, at.form, { delivered: 'Three <wells>', actual_0: '3', reason: 'One <was> forgotten' });
    assert.match((await at.server.request(`/en/reports/${id}`)).body, /Two wells/, 'the other stands until it is published');
    const before = await at.record();
    await publish(judge);
    const record = await at.record();
    assert.deepEqual(record.reports.map((one) => one.id), [id]);
    assert.equal(record.reports[0].report.delivered.en, 'Three <wells>');
    assert.equal(record.reports[0].report.reason.en, 'One <was> forgotten');
    assert.equal(record.reports[0].report.handed_in, before.reports[0].report.handed_in);
    assert.equal(record.reporting.last, before.reporting.last, 'a correction is no new report');
    const page = (await at.server.request(`/en/reports/${id}`)).body;
    for (const words of [/Three &lt;wells&gt;/, /One &lt;was&gt; forgotten/, /Corrected/]) assert.match(page, words);
    assert.match((await at.server.request('/en/reports.atom')).body, /Three &lt;wells&gt;/);

    const empty = await write(writer, manage, { do: 'withdraw', reason: ' ' });
    assert.equal(empty.status, 422);
    assert.match(empty.body, /Say why it is withdrawn/);
    const gone = await write(judge, manage, { do: 'withdraw', reason: 'It was of <another> partnership' });
    assert.equal(gone.headers.location, `/en/reports/${id}`);
    const stone = await at.server.request(`/ar/reports/${id}`);
    assert.equal(stone.status, 410);
    assert.match(stone.body, new RegExp(`href="/ar/log/receipts/${id}/\\d+"`));
    assert.match(stone.body, /It was of &lt;another&gt; partnership/);
    assert.equal((await at.server.request(manage)).status, 303);
    assert.equal((await writer.send(manage)).status, 404);
    assert.deepEqual((await at.record()).reports, []);
    assert.equal(await at.light(), 'not_due', 'as before the report');
    assert.match((await at.server.request(`/en/partnerships/${at.partnership}`)).body, /Withdrawn reports[^]*It was of &lt;another&gt; partnership/);
    for (const target of ['/en/reports', '/en/reports.atom']) assert.doesNotMatch((await at.server.request(target)).body, /Three &lt;wells/);
    assert.match((await writer.open('/en/account/notifications')).body, /Your report on “Wells for all” was withdrawn/);
  });

  test('is not reported on by those who have not confirmed, or do not speak for it', async (t) => {
    const at = await served(t);
    const union = await at.speaker('Union');
    const { id } = await at.party('Union');
    assert.equal((await union.send(at.form)).status, 403);
    assert.match((await union.open(`/en/account/parts/${id}/report`)).body, /reports once it has confirmed its part/);
    const sent = await union.fill(`/en/account/parts/${id}`, { do: 'save', version: '0', mark: '', delivered: 'x' }, `/en/account/parts/${id}/report`);
    assert.equal(sent.status, 409);
    assert.match((await union.open('/en/account/reports')).body, /has confirmed its part in no partnership yet/);
    assert.equal((await at.server.request('/en/account/reports')).status, 303);
    assert.equal((await at.server.request('/en/reports/nonsense')).status, 404);
    assert.equal((await at.server.request(`/en/reports/${at.partnership}`)).status, 404);
    assert.equal((await at.server.request(`/en/partnerships/${id}/calendar.ics`)).status, 404);
  });
});

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Three parties agree: each signs the same text, here or with its own key. One byte changed, and all sign again.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { invited } from '../support/accounts.mjs';
import { agreeing, names } from '../support/agreeing.mjs';
import { press } from '../support/forms.mjs';
import { program } from '../support/programs.mjs';
import { languages, run, succeed } from '../support/register.mjs';

describe('An agreement of three parties', () => {
  test('is in force once all have signed the same text, and says who is missing until then', async (t) => {
    const at = await agreeing(t);
    await at.make(at.fund, { risks: 'Drought is borne by all.', exit: 'By a letter, three months before.' });
    const page = async (language = 'en') => (await at.server.request(`/${language}/agreements/${at.id}`)).body;
    for (const name of names) assert.match(await page(), new RegExp(`Still to sign: [^<]*${name}`));
    assert.match(await page(), /Drought is borne by all/);
    assert.equal(await at.state(), 'waits');
    at.pass(0.1);
    assert.equal((await at.sign(at.fund)).status, 303);
    assert.equal((await at.sign(at.union)).status, 303);
    assert.match(await page(), /Still to sign: School\./);
    assert.equal(await at.state(), 'waits');
    assert.equal((await at.sign(at.school)).status, 303);
    assert.equal(await at.state(), 'in_force');
    assert.match((await at.server.request(`/en/partnerships/${at.partnership}`)).body, /Wells together<[^]*In force/);
    for (const language of languages) assert.match(await page(language), /Director/);
    const csv = (await at.server.request(`/en/partnerships/${at.partnership}/agreements.csv`)).body;
    assert.equal(csv.trim().split('\n').length, 4);
    assert.match(csv, /in_force,1,agree,[0-9a-f]{64},[^,]+,School,yes,Director,/);
    const { versions: [{ hash }] } = await at.view();
    const text = (await at.server.request(`/api/v1/agreements/${at.id}/versions/1`)).body;
    assert.equal(crypto.createHash('sha256').update(text).digest('hex'), hash, 'what is signed is the hash of what can be read');
    const { results } = await at.server.json(`/api/v1/partnerships/${at.partnership}/agreements`);
    assert.deepEqual(results.map(({ id, state }) => [id, state]), [[at.id, 'in_force']]);
    const { events } = await at.server.json('/api/v1/events?topic=agreements');
    assert.deepEqual(events.map(({ type, act }) => [type, act]), [['agreement', 'published'], ...names.map(() => ['signature', 'published'])]);
  });

  test('leads to the receipts of its versions and of each signature', async (t) => {
    const at = await agreeing(t, { logged: true });
    await at.make(at.fund);
    await at.allSign();
    const { body } = await at.server.request(`/en/agreements/${at.id}`);
    const receipts = [...body.matchAll(/href="(\/en\/log\/receipts\/[^"]+)">Receipt/g)].map(([, target]) => target);
    assert.equal(receipts.length, 4);
    assert.ok(receipts.includes(`/en/log/receipts/${at.id}/1`));
    for (const receipt of receipts)
      for (let waited = 0; (await at.server.request(receipt)).status !== 200; ++waited) {
        assert.ok(waited < 300, `${receipt} is signed`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
  });

  test('is signed anew by all where one byte of it changes', async (t) => {
    const at = await agreeing(t);
    await at.make(at.fund);
    await at.allSign();
    assert.equal(await at.state(), 'in_force');
    const before = (await at.view()).versions[0].hash;
    assert.equal((await at.change(at.union, { title: 'Wells apart', wording: 'Each party digs one well a year!', act: 'amend' })).status, 303);
    const page = async (version = '') => (await at.server.request(`/en/agreements/${at.id}${version}`)).body;
    assert.match(await page(), /<h1><bdi>Wells together[^]*lede">In force<[^]*Version 2 <a href="[^"]*version=2">Another version waits[^]*one well a year\.</, 'what counts is shown, with a way to what waits');
    assert.doesNotMatch(await page(), /Wells apart|one well a year!/);
    assert.match(await page('?version=2'), /<h1><bdi>Wells apart[^]*lede">Waits for signatures<[^]*This version is proposed[^]*one well a year!</, 'in force is never said of a proposal');
    assert.match((await at.server.request(`/en/partnerships/${at.partnership}`)).body, /Wells together<[^]*In force[^]*Another version waits/);
    const rows = (await at.server.request(`/en/partnerships/${at.partnership}/agreements.csv`)).body.trim().split('\n').slice(1);
    assert.deepEqual(rows.map((row) => row.split(',').slice(1, 4).join()), [...names.map(() => 'Wells together,in_force,1'), ...names.map(() => 'Wells apart,waits,2')]);
    let view = await at.view();
    assert.notEqual(view.versions[0].hash, before);
    assert.deepEqual([view.title.en, view.state, view.counting, view.waits], ['Wells together', 'in_force', 1, true], 'the first text counts meanwhile');
    at.pass(0.1);
    assert.equal((await at.sign(at.fund)).status, 303);
    assert.equal((await at.sign(at.school)).status, 303);
    view = await at.view();
    assert.equal(view.counting, 1);
    assert.equal((await at.sign(at.union)).status, 303);
    view = await at.view();
    assert.deepEqual([view.title.en, view.state, view.counting, view.waits], ['Wells apart', 'in_force', 2, false]);
    assert.match(await page('?version=1'), /This is an earlier version\. <a href="[^"?]*">To the version that counts/);
    assert.doesNotMatch(await page('?version=1'), /In force/);
  });

  test('rests, counts again and ends by the same rule', async (t) => {
    const at = await agreeing(t);
    await at.make(at.fund);
    await at.allSign();
    for (const [act, state] of [['suspend', 'suspended'], ['resume', 'in_force'], ['end', 'ended']]) {
      const was = await at.state();
      assert.equal((await at.change(at.school, { act, reason: 'The floods', wording: 'What nobody agreed to' })).status, 303);
      assert.equal(await at.state(), was, `${act} waits for signatures`);
      await at.allSign();
      assert.equal(await at.state(), state);
    }
    for (const { agreement } of (await at.view()).versions) assert.equal(agreement.wording.en, 'Each party digs one well a year.');
    const late = await at.change(at.fund, { wording: 'More' });
    assert.equal(late.status, 409);
    assert.match(late.body, /All have signed that this agreement ends/);
  });

  test('is read as it stood at a time that has passed, unless it has been withdrawn since', async (t) => {
    const at = await agreeing(t);
    await at.make(at.fund);
    const made = at.now();
    at.pass(0.1);
    await at.allSign();
    assert.equal(await at.state(), 'in_force');
    const then = (target) => at.server.json(`${target}?at=${made}`);
    const view = await then(`/api/v1/agreements/${at.id}`);
    assert.equal(view.state, 'waits');
    assert.ok(view.versions[0].needed.every(({ signed }) => !signed));
    assert.deepEqual((await then(`/api/v1/partnerships/${at.partnership}/agreements`)).results.map(({ id, state }) => [id, state]), [[at.id, 'waits']]);
    assert.deepEqual(await then(`/api/v1/agreements/${at.id}/versions/1`), await at.server.json(`/api/v1/agreements/${at.id}/versions/1`));
    const address = `/agreements/${at.id}?at=${made}`;
    for (const language of languages) {
      const { status, body } = await at.server.request(`/${language}${address}`);
      assert.equal(status, 200);
      assert.match(body, /<aside class="sample past"/);
      assert.match(body, new RegExp(`href="/${language}/partnerships/${at.partnership}\\?at=[^"]*#agreements"`), 'it leads on at the same time');
    }
    assert.match((await at.server.request(`/en${address}`)).body, /Still to sign: [^<]*School/);
    assert.match((await at.server.request(`/en/partnerships/${at.partnership}/agreements.csv?at=${made}`)).body, /waits,1,agree,/);

    const kept = at.id;
    await at.make(at.union, { title: 'Pumps together' });
    const second = at.now();
    at.pass(0.1);
    assert.equal((await at.server.json(`/api/v1/agreements/${at.id}?at=${second}`)).state, 'waits');
    assert.equal((await at.withdraw(at.union)).status, 303);
    for (const when of ['', `?at=${second}`]) {
      assert.equal((await at.server.request(`/en/agreements/${at.id}${when}`)).status, 410, when);
      for (const target of [`/api/v1/agreements/${at.id}`, `/api/v1/agreements/${at.id}/versions/1`])
        assert.equal((await at.server.request(target + when)).status, 410, target + when);
    }
    assert.deepEqual((await at.server.json(`/api/v1/partnerships/${at.partnership}/agreements?at=${second}`)).results.map(({ id }) => id), [kept]);
  });

  test('holds a PDF that was signed elsewhere by its hash, and claims nothing of it', async (t) => {
    const at = await agreeing(t);
    await at.make(at.fund, { wording: '' }, { file: { name: '../signed.pdf', content: '%PDF-1.7 signed' } });
    const { versions: [{ agreement }] } = await at.view();
    assert.deepEqual(agreement.files, [{ file: crypto.createHash('sha256').update('%PDF-1.7 signed').digest('hex'), media_type: 'application/pdf', name: 'signed.pdf' }]);
    const download = await at.server.request(`/api/v1/agreements/${at.id}/files/${agreement.files[0].file}`);
    assert.deepEqual([download.body, download.headers['x-content-type-options']], ['%PDF-1.7 signed', 'nosniff']);
    assert.match((await at.server.request(`/en/agreements/${at.id}`)).body, /claims no legal quality/);
    const large = `%PDF-1.7 ${'x'.repeat(1_900_000)}`;
    assert.equal((await at.change(at.fund, {}, { file: { name: 'large.pdf', content: large } })).status, 303);
    assert.deepEqual((await at.view()).versions[0].agreement.files.map(({ name }) => name), ['large.pdf'], 'the one that was ticked is left out');
    assert.match(`${(await at.change(at.fund, {}, { file: { name: 'larger.pdf', content: `${large}${'x'.repeat(250_000)}` } })).status}`, /^(413|422)$/);
    const refused = await press(at.union, `/en/account/parts/${at.union.part}/agreement`, 'do=save', { title: 'Other' }, { file: { name: 'a.zip', content: 'PK\x03\x04' } });
    assert.equal(refused.status, 422);
  });
});

describe('A form for an agreement', () => {
  test('that another party was quicker than shows what that one wrote beside what was typed', async (t) => {
    const at = await agreeing(t);
    await at.make(at.fund);
    assert.equal((await at.change(at.union, { wording: 'Each party digs two wells.' })).status, 303);
    const late = await at.change(at.fund, { version: '1', wording: 'Each party digs three wells.' });
    assert.equal(late.status, 409);
    assert.match(late.body, /It has changed since you opened this page[^]*What stands there[^]*Each party digs two wells\.[^]*name="version" value="2"[^]*Each party digs three wells\./);
    assert.equal((await at.view()).version, 2, 'nothing is written over unseen');
    assert.doesNotMatch((await at.fund.open(`/en/account/agreements/${at.id}`)).body, /What stands there/);
  });

  test('names by itself no party that nobody can sign for, and says which these are', async (t) => {
    const at = await agreeing(t);
    await at.make(at.fund);
    const sign = async () => (await at.fund.open(`/en/account/agreements/${at.id}/sign`)).body;
    assert.doesNotMatch(await sign(), /Nobody represents/);
    await succeed(['user', 'withdraw', 'school@party.example', `representative of ${at.school.organisation}`, ...at.place]);
    assert.match(await sign(), /Nobody represents these parties here, and none of them can sign until somebody does: School\./);
    const form = (await at.fund.open(`/en/account/parts/${at.fund.part}/agreement`)).body;
    assert.match(form, new RegExp(`value="${at.union.organisation}" checked> <bdi>Union</bdi></label><label`));
    assert.match(form, new RegExp(`value="${at.school.organisation}"> <bdi>School</bdi></label><p class="hint">Nobody represents this party here`));
  });

  test('that has made one already loses no other text', async (t) => {
    const at = await agreeing(t);
    const id = await at.make(at.fund);
    const again = await press(at.fund, `/en/account/parts/${at.fund.part}/agreement`, 'do=save', { title: 'Wells together', wording: 'Each party digs one well a year.', id });
    assert.match(again.headers.location ?? '', new RegExp(`${id}$`), 'sent twice, it makes one');
    const other = await press(at.fund, `/en/account/parts/${at.fund.part}/agreement`, 'do=save', { title: 'Pumps together', wording: 'Each party pumps.', id });
    assert.equal(other.status, 409);
    assert.match(other.body, /with another text[^]*Pumps together[^]*Each party pumps\./);
    const [, fresh] = /name="id" value="([0-9a-f-]{36})"/.exec(other.body);
    assert.notEqual(fresh, id, 'sent again it makes another');
    assert.equal((await at.server.json(`/api/v1/partnerships/${at.partnership}/agreements`)).results.length, 1);
  });
});

describe('A signature here', () => {
  test('takes the second factor once more, of whoever represents the party', async (t) => {
    const at = await agreeing(t);
    await at.make(at.fund);
    at.pass(0.1);
    const wrong = await at.sign(at.fund, { code: '000000' });
    assert.equal(wrong.status, 422);
    assert.match(wrong.body, /The code does not fit/);
    const used = at.code(at.fund);
    assert.equal((await at.sign(at.fund, { code: used, capacity: '' })).status, 422);
    assert.equal((await at.sign(at.fund, { code: used, party: at.union.organisation })).status, 403, 'for another party');
    assert.equal((await at.sign(at.union, { code: used })).status, 422, 'another person’s code');
    at.pass(0.1);
    assert.equal((await at.sign(at.fund, { version: '7' })).status, 409);
    const first = at.id;
    await at.make(at.union, { title: 'Pumps together' });
    const [, act] = /name="act" value="([0-9a-f]{64})"/.exec((await at.fund.open(`/en/account/agreements/${at.id}/sign`)).body);
    at.id = first;
    assert.equal((await at.sign(at.fund, { act })).status, 403, 'what a page for another agreement was opened for');
    at.pass(0.1);
    assert.equal((await at.sign(at.fund, { act: '' })).status, 403);
    assert.equal((await at.view()).versions[0].needed.filter(({ signed }) => signed).length, 0);
    const stranger = await invited(at.server, at.place, { address: 'else@party.example', role: 'reviewer' });
    assert.equal((await stranger.open(`/en/account/agreements/${at.id}/sign`)).status, 403);
    const plain = await invited(at.server, at.place, { address: 'plain@party.example', role: `representative of ${at.fund.organisation}` });
    assert.match((await plain.open(`/en/account/agreements/${at.id}/sign`)).body, /a session needs a second factor/);
  });
});

describe('An organisation’s own key', () => {
  test('signs offline what the page gives, and the register verifies it', async (t) => {
    const at = await agreeing(t);
    await at.make(at.fund);
    const { file, line } = await at.keyOf(at.union, 'union');
    assert.equal(fs.statSync(file).mode & 0o077, 0, 'nobody else reads it');
    const statement = await at.statement(at.union);
    const text = path.join(at.home, 'text.json');
    fs.writeFileSync(text, (await at.server.request(`/api/v1/agreements/${at.id}/versions/1`)).body);
    const note = await succeed(['sign', statement, '--key', file, '--text', text]);
    assert.ok(note.startsWith(`${fs.readFileSync(statement, 'utf8')}\n— union.example `), note);
    assert.match((await at.bring(at.union, note)).headers.location ?? '', /done=signed/);
    const { versions: [{ needed }] } = await at.view();
    const { signed, given } = needed.find(({ party }) => party === at.union.organisation);
    assert.deepEqual([signed, given.signature.method, given.signature.capacity], [true, 'key', 'Director']);
    const { results } = await at.server.json(`/api/v1/organisations/${at.union.organisation}/keys`);
    assert.deepEqual(results.map(({ signing_key }) => signing_key.key), [line]);
    // A verifier of another hand: Node's own.
    const raw = Buffer.from(line.split('+').slice(2).join('+'), 'base64').subarray(1);
    const key = crypto.createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]), format: 'der', type: 'spki' });
    assert.ok(crypto.verify(null, fs.readFileSync(statement), key, Buffer.from(given.signature.bytes, 'base64')));
  });

  test('is refused where it is a stranger’s, of another text, or of an earlier version', async (t) => {
    const at = await agreeing(t);
    await at.make(at.fund);
    const { file } = await at.keyOf(at.union, 'union');
    const strange = path.join(at.home, 'strange.key');
    await succeed(['sign', 'key', 'union.example', '-o', strange]);
    const statement = await at.statement(at.union);
    const note = (key, from = statement) => succeed(['sign', from, '--key', key]);
    assert.equal((await at.bring(at.union, await note(strange))).status, 422);
    const good = await note(file);
    assert.equal((await at.bring(at.union, good.replace('Director', 'Dictator'))).status, 422);
    assert.equal((await at.bring(at.fund, good)).status, 403, 'by whom it is not');
    assert.equal((await at.bring(at.union, good)).status, 303);
    assert.equal((await at.change(at.fund, { wording: 'Each party digs two wells.' })).status, 303);
    const replayed = await at.bring(at.union, good);
    assert.equal(replayed.status, 409);
    assert.match(replayed.body, /another version than the one you signed/);
    const { versions: [{ needed }] } = await at.view();
    assert.ok(needed.every(({ signed }) => !signed));
  });

  test('ends from the day of its theft on, and what it signed since counts no more', async (t) => {
    const at = await agreeing(t);
    await at.make(at.fund);
    const { file } = await at.keyOf(at.union, 'union');
    at.pass(0.1);
    for (const person of [at.fund, at.school]) assert.equal((await at.sign(person)).status, 303);
    const note = await succeed(['sign', await at.statement(at.union), '--key', file]);
    assert.equal((await at.bring(at.union, note)).status, 303);
    assert.equal(await at.state(), 'in_force');
    at.pass(0.1);
    const ended = await press(at.union, `/en/account/keys/${at.union.organisation}`, 'do=end', { code: at.code(at.union) });
    assert.match(ended.headers.location ?? '', /done=ended/, ended.body);
    assert.equal(await at.state(), 'waits');
    assert.match((await at.server.request(`/en/agreements/${at.id}`)).body, /Its key had ended/);
    assert.equal((await at.bring(at.union, note)).status, 422);
    at.pass(0.1);
    assert.equal((await at.sign(at.union)).status, 303);
    assert.equal(await at.state(), 'in_force');
  });

  test('the tool signs nothing that it was not shown, and keeps the key to its owner', async (t) => {
    const at = await agreeing(t);
    await at.make(at.fund);
    const key = path.join(at.home, 'a.key');
    await succeed(['sign', 'key', 'a.example', '-o', key]);
    const fails = async (args, words) => {
      const { code: status, stderr, stdout } = await run(['sign', ...args]);
      assert.notEqual(status, 0, `${args}`);
      assert.match(stderr, words);
      assert.doesNotMatch(stdout + stderr, /PRIVATE\+KEY/);
    };
    await fails(['key', 'a.example', '-o', key], /exists already/);
    await fails(['key', 'a b', '-o', path.join(at.home, 'b.key')], /name/);
    const statement = await at.statement(at.union);
    await fails([statement], /--key/);
    await fails([path.join(at.home, 'none.json'), '--key', key], /cannot be read/);
    const other = path.join(at.home, 'other.json');
    fs.writeFileSync(other, fs.readFileSync(statement, 'utf8').replace('"version":1', '"version": 1'));
    await fails([other, '--key', key], /not in the one form/);
    const text = path.join(at.home, 'text.json');
    fs.writeFileSync(text, (await at.server.request(`/api/v1/agreements/${at.id}/versions/1`)).body.replace('one well', 'no well'));
    await fails([statement, '--key', key, '--text', text], /is not the text that this statement names/);
    fs.writeFileSync(other, fs.readFileSync(statement, 'utf8').replace('"Director"', '"Director\\u001b[2K"'));
    await fails([other, '--key', key], /no plain line/);
    // A member that stands twice, under the hash of those very bytes: one reader sees the first, another the last.
    const twice = (await at.server.request(`/api/v1/agreements/${at.id}/versions/1`)).body.replace('"wording":', '"wording":{"en":"Each party pays."},"wording":');
    const hash = crypto.createHash('sha256').update(twice).digest('hex');
    fs.writeFileSync(text, twice);
    fs.writeFileSync(other, fs.readFileSync(statement, 'utf8').replace(/"hash":"[0-9a-f]{64}"/, `"hash":"${hash}"`));
    await fails([other, '--key', key, '--text', text], /not in the one form in which a register writes/);
    fs.chmodSync(key, 0o644);
    await fails([statement, '--key', key], /can be read by others/);
  });
});

test('a party whose record was merged signs with the keys of the record that stands for it', async (t) => {
  const at = await agreeing(t);
  const steward = await invited(at.server, at.place, { address: 'steward@register.example', role: 'steward', withFactor: true });
  await at.make(at.fund);
  const { file } = await at.keyOf(at.union, 'union');
  const [kept, other] = [at.school.organisation, at.union.organisation];
  const merged = await steward.fill(`/en/merges?kept=${kept}&other=${other}`, { do: 'merge', kept, other }, '/en/merges');
  assert.equal(merged.status, 303, merged.body);
  const page = (await at.school.open(`/en/account/agreements/${at.id}/sign`)).body;
  assert.deepEqual([...page.matchAll(/\/en\/account\/keys\/([0-9a-f-]{36})/g)].map(([, id]) => id), [kept, kept]);
  assert.match((await at.school.open(`/en/account/keys/${kept}`)).body, /union\.example\+/);
  const note = await succeed(['sign', await at.statement(at.union), '--key', file]);
  assert.equal((await at.bring(at.school, note)).status, 303);
  const { versions: [{ needed }] } = await at.view();
  assert.deepEqual(needed.filter(({ signed }) => signed).map(({ party }) => party), [other], 'each party that is named signs for itself');
});

test('the tool compares the files of an agreement, and names those that it was not shown', async (t) => {
  const at = await agreeing(t);
  const content = '%PDF-1.7 signed';
  await at.make(at.fund, {}, { file: { name: 'signed.pdf', content } });
  const [key, text, pdf, other] = ['a.key', 'text.json', 'signed.pdf', 'other.pdf'].map((name) => path.join(at.home, name));
  await succeed(['sign', 'key', 'a.example', '-o', key]);
  fs.writeFileSync(text, (await at.server.request(`/api/v1/agreements/${at.id}/versions/1`)).body);
  fs.writeFileSync(pdf, content);
  fs.writeFileSync(other, '%PDF-1.7 other');
  const whole = ['sign', await at.statement(at.union), '--key', key];
  const unseen = await run([...whole, '--text', text]);
  assert.equal(unseen.code, 0, unseen.stderr);
  assert.match(unseen.stderr, new RegExp(`Not looked at: its file with the SHA-256 ${crypto.createHash('sha256').update(content).digest('hex')}`));
  const seen = await run([...whole, '--text', text, '--file', pdf]);
  assert.equal(seen.code, 0, seen.stderr);
  assert.match(seen.stderr, /signed\.pdf is a file that it names/);
  assert.doesNotMatch(seen.stderr, /Not looked at/);
  const strange = await run([...whole, '--text', text, '--file', pdf, '--file', other]);
  assert.notEqual(strange.code, 0);
  assert.match(strange.stderr, /other\.pdf.* is none of the files that the text names/);
  assert.equal(strange.stdout, '');
  assert.match((await run([...whole, '--file', pdf])).stderr, /--text/);
});

test('a program makes an agreement, brings what a key has signed, and signs nothing in a session', async (t) => {
  const at = await agreeing(t);
  const asks = {};
  for (const person of at.all) asks[person.organisation] = program(at.server.address, await person.makeToken(['write'], 30));
  const ask = asks[at.fund.organisation];
  const agreement = { act: 'agree', title: { en: 'Wells together' }, wording: { en: 'Each digs.' }, parties: at.all.map(({ organisation }) => ({ organisation, signer: 'Director' })) };
  const made = await ask('POST', `/api/v1/account/parts/${at.fund.part}/agreements`, { agreement }, { 'idempotency-key': 'one' });
  assert.equal(made.status, 200, JSON.stringify(made.value));
  at.id = made.value.id;
  const again = await ask('POST', `/api/v1/account/parts/${at.fund.part}/agreements`, { agreement }, { 'idempotency-key': 'one' });
  assert.deepEqual([again.value.id, again.value.done.repeated], [at.id, true]);
  const changed = await ask('PUT', `/api/v1/account/agreements/${at.id}`, { version: 1, agreement: { ...agreement, ends: '2030-12-31' } });
  assert.deepEqual([changed.status, changed.value.version], [200, 2]);
  assert.equal((await ask('PUT', `/api/v1/account/agreements/${at.id}`, { version: 1, agreement })).status, 409);
  assert.equal((await ask('PUT', `/api/v1/account/agreements/${at.id}`, { version: 2, agreement: { ...agreement, parties: agreement.parties.slice(1, 2) } })).status, 400);
  for (const person of at.all) {
    const { file } = await at.keyOf(person, person.organisation.slice(-4));
    const note = await succeed(['sign', await at.statement(person, `${person.organisation}.json`), '--key', file]);
    const brought = await asks[person.organisation]('POST', `/api/v1/account/agreements/${at.id}/signatures`, { note });
    assert.equal(brought.status, 200, JSON.stringify(brought.value));
  }
  assert.equal(await at.state(), 'in_force');
  assert.equal((await ask('POST', `/api/v1/account/agreements/${at.id}/withdrawal`, { version: 2 })).status, 404, 'a person withdraws one, on its page');
  assert.equal((await program(at.server.address)('POST', `/api/v1/account/agreements/${at.id}/signatures`, { note: '' })).status, 401);
});

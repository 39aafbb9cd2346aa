// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// The way back: whoever had to sign in first comes to the page that was asked for, and never out of the register.

import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, test } from 'node:test';

import { Server, folder, makeExampleRegister } from '../support/register.mjs';
import { Person, code, firstAdministrator, invited, password } from '../support/accounts.mjs';

async function served(t) {
  const data = path.join(folder(t), 'register');
  await makeExampleRegister(data);
  const server = await Server.start(data);
  t.after(() => server.stop());
  return { place: ['--data', data], server };
}

describe('The way back', () => {
  const to = (way) => `?to=${encodeURIComponent(way)}`;

  test('leads through signing in, the code and a second factor to the page that was asked for', async (t) => {
    const at = await served(t);
    const person = await firstAdministrator(at.server, at.place);
    const asked = '/en/events?account=01936f00-0000-7000-8000-00000000000a';
    const turned = await person.send(asked);
    assert.equal(turned.headers.location, `/en/account/second-factor${to(asked)}`);
    const page = await person.open(asked);
    const [, secret] = /name="secret" value="([^"]+)"/.exec(page.body);
    const [, kept] = /name="to" value="([^"]+)"/.exec(page.body);
    assert.equal(kept, asked);
    const codes = await person.fill(page.target, { secret, code: code(secret), password, to: kept }, '/en/account/second-factor');
    assert.ok(codes.body.includes(`<a class="btn" href="${asked}">`), codes.body);
    const [recovery] = /[a-z2-7]{4}(?:-[a-z2-7]{4}){3}/.exec(codes.body);

    const again = new Person(at.server.address);
    const turnedAgain = await again.send(asked);
    assert.equal(turnedAgain.headers.location, `/en/sign-in${to(asked)}`);
    const form = await again.open(asked);
    assert.ok(form.body.includes(`name="to" value="${asked}"`));
    assert.ok(form.body.includes(`href="/ar/sign-in${to(asked)}"`), 'in another language too');
    const wrong = await again.fill(form.target, { address: 'chief@register.example', password: 'not the right password', to: asked }, '/en/sign-in');
    assert.ok(wrong.body.includes(`name="to" value="${asked}"`), 'kept where the password is wrong');
    const half = await again.fill(form.target, { address: 'chief@register.example', password, to: asked }, '/en/sign-in');
    assert.equal(half.headers.location, `/en/sign-in/code${to(asked)}`);
    const codePage = await again.open(half.headers.location);
    assert.ok(codePage.body.includes(`name="to" value="${asked}"`));
    const done = await again.fill(half.headers.location, { code: recovery, to: asked }, '/en/sign-in/code');
    assert.deepEqual([done.status, done.headers.location], [303, asked]);
    assert.equal((await again.send(`/en/sign-in${to(asked)}`)).headers.location, asked, 'who has signed in already goes on at once');
  });

  test('of the link that every page has, and of a form, is the page they stood on', async (t) => {
    const at = await served(t);
    const person = await invited(at.server, at.place, { address: 'audit@register.example', role: 'auditor' });
    const stranger = new Person(at.server.address);
    const from = (way, origin = `http://${at.server.address}`) => ({ headers: { referer: `${origin}${way}` } });
    const form = await stranger.send('/en/sign-in', from('/fr/partnerships?goal=6&q=eau%20potable'));
    assert.match(form.body, /name="to" value="\/fr\/partnerships\?goal=6&amp;q=eau%20potable"/);
    assert.doesNotMatch((await stranger.send('/en/sign-in', from('/fr/partnerships', 'https://evil.example'))).body, /name="to"/);
    const sent = await stranger.send('/en/account/roles', { method: 'POST', fields: { do: 'leave' }, ...from('/en/account/roles') });
    assert.equal(sent.headers.location, `/en/sign-in${to('/en/account/roles')}`);
    assert.equal((await stranger.send('/en/account/roles', { method: 'POST', fields: { do: 'leave' } })).headers.location, '/en/sign-in', 'a form whose page is not told');
    assert.match((await person.send('/en/account')).headers['referrer-policy'], /^same-origin$/, 'our own pages are told to us alone');
  });

  test('is never out of the register', async (t) => {
    const at = await served(t);
    await invited(at.server, at.place, { address: 'audit@register.example', role: 'auditor' });
    const hostile = [
      '//evil.example', '///evil.example', '/\\evil.example', '\\\\evil.example', 'https://evil.example/', 'https:evil.example', 'javascript:alert(1)', 'evil.example',
      '/en//evil.example', '/en/..//evil.example', '/en/../../evil', '/en/%2e%2e/account', '/en/.%2e/account', '/%2fevil.example', '/%5cevil.example', '/en/%2f%2fevil.example', '/en/%5c%5cevil.example', '/en/%252f%252fevil.example',
      '/en@evil.example', '/en.evil.example/', '/en:80/', '/xx/account', '/assets/x.js', '/', '/en\r\nSet-Cookie: a=b', '/en/a%0d%0aSet-Cookie:%20a=b', '/en/\t/evil', '/en/\u2028', '/en/<script>', '/en/"onclick=', '/en/#//evil.example', ' /en/account', '/en/a b', '/en/%zz', '/en/%',
      '/en/sign-out', '/en/sign-in', '/en/link/' + 'x'.repeat(43), `/en/${'a'.repeat(1000)}`,
    ];
    for (const way of hostile) {
      const person = new Person(at.server.address);
      const page = await person.send(`/en/sign-in${to(way)}`);
      assert.equal(page.status, 200, way);
      assert.doesNotMatch(page.body, /name="to"/, way);
      assert.doesNotMatch(page.body, /evil\.example|<script>|onclick/, way);
      const done = await person.fill('/en/sign-in', { address: 'audit@register.example', password, to: way });
      assert.deepEqual([done.status, done.headers.location], [303, '/en/account'], way);
      const out = await person.fill('/en/account', { to: way }, '/en/sign-out');
      assert.equal(out.headers.location, '/en/sign-in', way);
    }
  });
});

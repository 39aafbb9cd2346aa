// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Somebody with a browser that runs no script: keeps cookies, fills in the forms of pages, makes the codes of a second factor.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';

import { request, succeed } from './register.mjs';

const letters = 'abcdefghijklmnopqrstuvwxyz234567';

/** The six digits of a secret (as a page shows it) at a moment (RFC 6238). */
export function code(secret, moment = Date.now()) {
  const bits = [...secret.toLowerCase().replaceAll(' ', '')].map((c) => letters.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigInt64BE(BigInt(Math.floor(moment / 30_000)));
  const mac = crypto.createHmac('sha1', key).update(counter).digest();
  return String((mac.readUInt32BE(mac.at(-1) & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

export class Person {
  cookies = new Map();

  constructor(address, headers = {}) {
    this.address = address;
    this.headers = headers;
  }

  async send(target, { method = 'GET', fields, file, bytes, headers = {} } = {}) {
    const sent = { ...this.headers, ...headers };
    if (this.cookies.size > 0) sent.cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    let body = bytes;
    if (body) {
      // Written by whoever asks: `headers` say what it is.
      sent['content-length'] = Buffer.byteLength(body);
    } else if (file) {
      // A form with a file, as a browser sends it.
      const mark = 'mark-between-the-fields';
      const part = (head, content) => [Buffer.from(`--${mark}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`), Buffer.from(content), Buffer.from('\r\n')];
      body = Buffer.concat([
        ...Object.entries(fields).flatMap(([name, value]) => part(`name="${name}"`, value)),
        ...part(`name="file"; filename="${file.name}"`, file.content),
        Buffer.from(`--${mark}--\r\n`),
      ]);
      sent['content-type'] = `multipart/form-data; boundary=${mark}`;
      sent['content-length'] = body.length;
    } else if (fields) {
      sent['content-type'] ??= 'application/x-www-form-urlencoded';
      body = new URLSearchParams(fields).toString();
      sent['content-length'] = Buffer.byteLength(body);
    }
    const answer = await request(this.address, target, { method, headers: sent, body });
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (/Max-Age=0/.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  /** Opens a page and follows where it leads. */
  async open(target) {
    let answer = await this.send(target);
    for (let hops = 0; answer.status === 303; ++hops) {
      assert.ok(hops < 5, `${target} leads on and on`);
      target = answer.headers.location;
      answer = await this.send(target);
    }
    return { ...answer, target };
  }

  /** What the forms of a page carry that nobody types. */
  async key(target) {
    const { body } = await this.open(target);
    return /name="key" value="([^"]*)"/.exec(body)?.[1] ?? '';
  }

  /** Fills in the form of the page `target`, and sends it to `action`. */
  async fill(target, fields, action = target) {
    return this.send(action, { method: 'POST', fields: { key: await this.key(target), ...fields } });
  }

  /** A token for programs, from the page that shows it once. */
  async makeToken(scopes = ['read'], days = 30) {
    const page = '/en/account/tokens';
    const fields = [['key', await this.key(page)], ['name', 'A program'], ['days', String(days)], ['password', password], ...scopes.map((scope) => ['scope', scope])];
    const answer = await this.send(page, { method: 'POST', fields });
    assert.equal(answer.status, 200, answer.body);
    return /entente_[\w-]{43}/.exec(answer.body)[0];
  }

  async setUpSecondFactor(password, now = Date.now()) {
    const page = '/en/account/second-factor';
    const { body } = await this.open(page);
    this.secret = /name="secret" value="([^"]+)"/.exec(body)[1];
    const answer = await this.fill(page, { secret: this.secret, code: code(this.secret, now), password });
    assert.equal(answer.status, 200, answer.body);
    this.codes = [...answer.body.matchAll(/<li>([a-z2-7]{4}(?:-[a-z2-7]{4}){3})<\/li>/g)].map(([, one]) => one);
    return answer;
  }
}

export const password = 'quiet tides below seven lanterns';

/** The first administrator of a register that is served, through the link from the shell. */
export async function firstAdministrator(server, place, { address = 'chief@register.example', name = 'Amina Diallo', language = 'en', withFactor = false } = {}) {
  const link = (await succeed(['user', 'first', ...place])).trim().split('\n').at(-1);
  const person = new Person(server.address);
  const answer = await person.fill(link, { name, address, language, password });
  assert.equal(answer.status, 303, answer.body);
  if (withFactor) await person.setUpSecondFactor(password);
  return person;
}

/** Somebody invited from the shell, signed in. `role` may be empty; `options` are those of the program that invites, `clock` the moved one. */
export async function invited(server, place, { address, role, withFactor = false, withdraw = false, clock, options = clock && { env: clock.env } }) {
  const said = await succeed(['user', 'invite', address, '--name', `Holder of ${role}`, '--role', role, ...place], options);
  const person = new Person(server.address);
  const link = said.trim().split('\n').at(-1);
  assert.equal((await person.fill(link, { password })).status, 303);
  if (withFactor) await person.setUpSecondFactor(password, clock?.now());
  if (withdraw) await succeed(['user', 'withdraw', address, role, ...place]);
  return person;
}

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A relay for mail that keeps what it is given, and can be slow, refuse, or speak TLS.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import tls from 'node:tls';

import { folder } from './register.mjs';

/** A certificate for 127.0.0.1 and localhost: {key, cert} as PEM, and the file of the latter. */
export function certificate(t) {
  const place = folder(t);
  const file = path.join(place, 'relay.pem');
  const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=localhost',
    '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', path.join(place, 'relay.key'), '-out', file]);
  assert.equal(made.status, 0, `openssl made no certificate: ${made.stderr}`);
  return { key: fs.readFileSync(path.join(place, 'relay.key')), cert: fs.readFileSync(file), file };
}

/** The words of a header, decoded by RFC 2047. */
const words = (text) =>
  text.replace(/\?=\r\n =\?/g, '?==?').replace(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, letters) => Buffer.from(letters, 'base64').toString('latin1'));

export function parsed(message) {
  const end = message.indexOf('\r\n\r\n');
  const headers = {};
  for (const line of words(message.slice(0, end)).replace(/\r\n[ \t]/g, ' ').split('\r\n')) {
    const at = line.indexOf(': ');
    headers[line.slice(0, at).toLowerCase()] = Buffer.from(line.slice(at + 2), 'latin1').toString();
  }
  const body = message.slice(end + 4);
  return { headers, text: headers['content-transfer-encoding'] === 'base64' ? Buffer.from(body, 'base64').toString() : body };
}

/** `secure`: a certificate(); `tlsAtOnce`, else STARTTLS is offered. `user`, `password`: asked for. `answer(verb, line)` may give
    another answer to a command; `delay` milliseconds before each answer. */
export class Relay {
  mails = [];
  seen = [];

  static async start(t, options = {}) {
    const relay = new Relay();
    Object.assign(relay, { options, connections: new Set() });
    const taken = (socket) => relay.serve(socket, Boolean(options.tlsAtOnce));
    relay.server = options.tlsAtOnce ? tls.createServer(options.secure, taken) : net.createServer(taken);
    relay.server.on('tlsClientError', () => {});
    await new Promise((resolve) => relay.server.listen(options.port ?? 0, '127.0.0.1', resolve));
    relay.port = relay.server.address().port;
    t.after(() => relay.stop());
    return relay;
  }

  stop() {
    for (const socket of this.connections) socket.destroy();
    return new Promise((resolve) => this.server.close(resolve));
  }

  serve(socket, encrypted, greet = true) {
    const { secure, user, password, answer, delay = 0 } = this.options;
    this.connections.add(socket);
    socket.on('close', () => this.connections.delete(socket));
    socket.on('error', () => {});
    let rest = '';
    let mail = { to: [] };
    let data = false;
    let signedIn = !user;
    const say = (text) => setTimeout(() => socket.writable && socket.write(`${text}\r\n`), delay);
    let asked = false; // for the secret that AUTH PLAIN may leave for the next line
    const signIn = (secret) => {
      asked = false;
      const [, name, word] = Buffer.from(secret, 'base64').toString().split('\0');
      signedIn = name === user && word === password;
      return say(signedIn ? '235 yes' : '535 no');
    };
    const take = (line) => {
      if (asked) return signIn(line);
      const verb = line.split(/[ :]/)[0].toUpperCase();
      this.seen.push(verb === 'AUTH' ? 'AUTH' : line);
      const other = answer?.(verb, line, encrypted);
      if (other) return say(other);
      switch (verb) {
        case 'EHLO':
          return say(['250-relay', '250-8BITMIME', ...(secure && !encrypted ? ['250-STARTTLS'] : []), ...(user ? ['250-AUTH PLAIN'] : []), '250 HELP'].join('\r\n'));
        case 'STARTTLS': {
          socket.removeAllListeners('data');
          socket.write('220 go on\r\n');
          const inside = new tls.TLSSocket(socket, { isServer: true, ...secure });
          inside.on('error', () => {});
          return this.serve(inside, true, false);
        }
        case 'AUTH': {
          const secret = line.split(' ')[2];
          asked = !secret;
          return asked ? say('334 ') : signIn(secret);
        }
        case 'MAIL':
          mail = { from: /<(.*)>/.exec(line)[1], to: [], encrypted };
          return say(signedIn ? '250 ok' : '530 sign in first');
        case 'RCPT':
          mail.to.push(/<(.*)>/.exec(line)[1]);
          return say('250 ok');
        case 'DATA':
          data = true;
          return say('354 go on');
        case 'QUIT':
          say('221 bye');
          return setTimeout(() => socket.end(), delay + 10);
        default:
          return say('250 ok');
      }
    };
    socket.on('data', (piece) => {
      rest += piece.toString('latin1');
      for (;;) {
        const mark = data ? '\r\n.\r\n' : '\r\n';
        const at = rest.indexOf(mark);
        if (at < 0) return;
        const part = rest.slice(0, at + (data ? 2 : 0));
        rest = rest.slice(at + mark.length);
        if (!data) {
          take(part);
          continue;
        }
        data = false;
        const other = answer?.('.', '', encrypted);
        if (!other) this.mails.push({ ...mail, raw: part, ...parsed(part) });
        say(other ?? '250 kept');
      }
    });
    if (greet) say(answer?.('greeting', '', encrypted) ?? '220 relay');
  }

  /** Waits until it has `count` mails; gives the last of them. */
  async mail(count = 1, within = 20_000) {
    for (const end = Date.now() + within; this.mails.length < count; await new Promise((resolve) => setTimeout(resolve, 50)))
      assert.ok(Date.now() < end, `the relay has ${this.mails.length} mails, not ${count}; it heard ${this.seen.join(' | ')}`);
    return this.mails[count - 1];
  }
}

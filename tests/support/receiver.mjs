// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A program that is told by a webhook: keeps what arrives, and can refuse, be slow, hang, send elsewhere, or speak TLS.

import crypto from 'node:crypto';
import http from 'node:http';
import https from 'node:https';

/** `secure`: a certificate() of smtp.mjs. `receiver.answer` may be set at any time: a function of what arrived and of how many
    arrived before, that gives {status, headers, delay} or 'hang'. */
export class Receiver {
  arrived = [];
  answer = () => ({ status: 204 });

  static async start(t, { secure, port = 0 } = {}) {
    const receiver = new Receiver();
    const taken = (request, response) => receiver.take(request, response);
    receiver.server = secure ? https.createServer(secure, taken) : http.createServer(taken);
    receiver.server.on('tlsClientError', () => {});
    await new Promise((resolve) => receiver.server.listen(port, '127.0.0.1', resolve));
    receiver.port = receiver.server.address().port;
    receiver.url = `${secure ? 'https' : 'http'}://localhost:${receiver.port}/entente`;
    t.after(() => receiver.stop());
    return receiver;
  }

  stop() {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(resolve));
  }

  take(request, response) {
    const pieces = [];
    request.on('data', (piece) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString();
      const one = { path: request.url, headers: request.headers, body, value: JSON.parse(body) };
      const how = this.answer(one, this.arrived.length);
      this.arrived.push(one);
      if (how === 'hang') return;
      setTimeout(() => {
        response.writeHead(how.status, how.headers);
        response.end();
      }, how.delay ?? 0);
    });
  }

  /** The events that arrived, one after the other. */
  get events() {
    return this.arrived.flatMap(({ value }) => value.events);
  }

  /** Waits until what arrived is so. */
  async until(so, patience = 20_000) {
    for (const end = Date.now() + patience; !so(this); )
      if (Date.now() > end) throw new Error(`the receiver has waited for ${so}: ${JSON.stringify(this.arrived.map(({ value }) => value)).slice(0, 2_000)}`);
      else await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Whether a message is signed with a secret, as a receiver checks it. */
export function isSigned({ headers, body }, secret, now = Date.now()) {
  const parts = headers['entente-signature'].split(',').map((part) => part.split('='));
  const time = parts.find(([name]) => name === 't')[1];
  const wanted = crypto.createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  return Math.abs(now / 1000 - Number(time)) < 300 && parts.some(([name, value]) => name === 'v1' && crypto.timingSafeEqual(Buffer.from(value), Buffer.from(wanted)));
}

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Two people write the same thing at once: a draft, a part, a promise, a delivery's word, a report, an answer to a concern. One is in
// time; the other is told so, has every word typed still before them beside what stands now, and sends it again as they wish.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { busyRegister } from '../support/busy_register.mjs';
import { filled, formWith, press, sendForm } from '../support/forms.mjs';
import { invited } from '../support/accounts.mjs';
import { formsOf } from '../support/html.mjs';

/** A colleague of somebody, with the same role. */
const colleague = (at, role, more) => invited(at.server, at.place, { address: `second-${role.split(' ')[0]}@party.example`, role, ...more });

/**
 * Both open the page, both fill in the same form, both send at the same moment. `mine` and `theirs` are the same fields with other
 * words. Gives who was in time, and the answer to the other.
 */
async function together([one, other], page, wish, mine, theirs) {
  const sides = await Promise.all([[one, mine], [other, theirs]].map(async ([person, values]) => {
    const { body } = await person.open(page);
    const { form, button } = formWith(body, wish, Object.keys(values));
    return { person, values, form, button, pairs: filled(form, button, values) };
  }));
  const answers = await Promise.all(sides.map(({ person, form, pairs }) => sendForm(person, form, pairs)));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 409], `one is in time: ${answers.map(({ status, body }) => `${status} ${/class="errors"[^]*?<\/div>/.exec(body)?.[0] ?? ''}`)}`);
  const late = answers.findIndex(({ status }) => status === 409);
  const { person, values, button } = sides[late];
  // Every word of the late one is in the form that came back, which carries what it takes to send it over what stands.
  const back = formsOf(answers[late].body).find((form) => Object.keys(values).every((name) => form.fields.some((field) => field.name === name)));
  assert.ok(back, 'the form comes back');
  for (const [name, value] of Object.entries(values)) {
    const field = back.fields.find((each) => each.name === name);
    assert.equal(field.value.trim(), value, `${name} is kept`);
  }
  return { winner: sides[1 - late], late: { person, values, form: back, button: back.buttons.find((each) => each.value === button?.value) ?? button }, body: answers[late].body };
}

/** The late one has read what stands, and sends what was typed over it. */
async function again({ late }) {
  const answer = await sendForm(late.person, late.form, filled(late.form, late.button));
  assert.equal(answer.status, 303, /class="errors"[^]*?<\/div>/.exec(answer.body)?.[0]);
}

describe('Two people at once', () => {
  test('lose no word of a draft, a part, a promise, a report or a rhythm', { timeout: 240_000 }, async (t) => {
    const at = await busyRegister(t, 'Wells for all');
    const { fund } = at.who;
    const second = await colleague(at, `representative of ${at.organisation}`);
    const both = [fund, second];
    const part = `/en/account/parts/${at.parts.A.Fund.id}`;
    const promise = at.seeds.fund.find((page) => /\/account\/promises\//.test(page));

    // Drafts of an organisation are seen by those who speak for it.
    const draft = /registering\/([0-9a-f-]{36})/.exec((await press(fund, '/en/registering', 'do=begin', { title: 'Ovens for bakers', 'organisation!': at.organisation }, { instead: 'anyway' })).headers.location)[1];
    const step = await together(both, `/en/registering/${draft}/step/purpose`, 'do=save', { title: 'Ovens for bakers', purpose: 'Bread by May', description: 'Twelve ovens' }, { title: 'Ovens for all', purpose: 'Bread by June', description: 'Thirteen ovens' });
    assert.match(step.body, new RegExp(step.winner.values.purpose), 'what stands is shown beside it');
    await again(step);
    assert.match((await fund.open(`/en/registering/${draft}`)).body, new RegExp(step.late.values.description));

    const corrected = await together(both, part, 'do=correct', { brings: 'Two wells', risks: 'Drought', responsibilities: 'Repairs', benefits: 'Water' }, { brings: 'Three wells', risks: 'Flood', responsibilities: 'Training', benefits: 'Health' });
    await again(corrected);
    const { participation } = (await at.server.json(`/api/v1/partnerships/${at.partnerships.A}`)).parties.find(({ id }) => id === at.parts.A.Fund.id);
    assert.equal(participation.brings.en, corrected.late.values.brings);

    const kept = await together(both, promise, 'do=change', { description: 'Paid in March', amount: '41' }, { description: 'Paid in April', amount: '42' });
    await again(kept);
    const { delivery } = (await at.server.json(`/api/v1/partnerships/${at.partnerships.A}`)).deliveries.find(({ id }) => promise.endsWith(id));
    assert.equal(delivery.value.amount, kept.late.values.amount);
    assert.equal(delivery.description.en, kept.late.values.description);

    const report = await together(both, `${part}/report`, 'do=save', { delivered: 'Mine', lessons: 'Dig deeper', actual_0: '5' }, { delivered: 'Theirs', lessons: 'Dig twice', actual_0: '6' });
    await again(report);
    const form = formWith((await fund.open(`${part}/report`)).body, 'do=save').form;
    assert.equal(form.fields.find(({ name }) => name === 'delivered').value, report.late.values.delivered);

    const rhythm = await together(both, `/en/account/parts/${at.parts.B.Fund.id}/calendar`, 'do=rhythm', { months: '6', first_due: '2027-03-01' }, { months: '3', first_due: '2027-04-01' });
    await again(rhythm);
  });

  test('answer a concern once, and lose no word of it; a government’s desk keeps both', { timeout: 240_000 }, async (t) => {
    const at = await busyRegister(t, 'Wells for all');
    const steward = await colleague(at, 'steward', { withFactor: true });
    const answer = await together([at.who.steward, steward], '/en/concerns/1', 'do=answer', { text: 'We shall look.' }, { text: 'We have looked.' });
    assert.match(answer.body, new RegExp(answer.winner.values.text), 'what the other said is there');
    await again(answer);
    const concern = (await at.who.steward.open('/en/concerns/1')).body;
    for (const text of ['We shall look.', 'We have looked.']) assert.match(concern, new RegExp(text));

    const speaker = await colleague(at, `representative of ${at.organisation}`);
    const reply = await together([at.who.fund, speaker], '/en/account/concerns/2', '', { text: 'It was dug.' }, { text: 'It was dug in May.' });
    await again(reply);

    const desk = (await at.who.kenya.open('/en/desk/KE')).body.match(/\/en\/desk\/KE\/guidance\/[0-9a-f-]{36}/)[0];
    const other = await colleague(at, 'focal point of KE');
    await again(await together([at.who.kenya, other], desk, 'do=publish', { title_en: 'Come first', text_en: 'In March' }, { title_en: 'Come early', text_en: 'In April' }));
  });

  test('decide once: the second reviewer is told, and keeps the reasons typed', { timeout: 240_000 }, async (t) => {
    const at = await busyRegister(t, 'Wells for all');
    const second = await colleague(at, 'reviewer');
    const page = `/en/review/${at.drafts.waiting}`;
    const open = async (person, wish) => formWith((await person.open(page)).body, wish);
    const [publish, refuse] = [await open(at.who.reviewer, 'do=publish'), await open(second, 'do=return')];
    const [published, returned] = await Promise.all([sendForm(at.who.reviewer, publish.form, filled(publish.form, publish.button)), sendForm(second, refuse.form, filled(refuse.form, refuse.button, { reason: 'Who pays for the nets?' }))]);
    const codes = [published.status, returned.status];
    assert.equal(codes.filter((code) => code === 303).length, 1, `${codes}`);
    assert.ok(codes.every((code) => [303, 404, 409].includes(code)), `${codes}`);
    if (returned.status !== 303) assert.match(returned.body, /Who pays for the nets\?/, 'the reasons are not lost');
    // Whoever decides on a report as the second is told, too.
    const report = /href="(\/en\/reporting\/reports\/[^"]+)"/.exec((await at.who.reviewer.open('/en/reporting')).body)[1];
    const bodies = await Promise.all([at.who.reviewer, second].map((person) => person.open(report)));
    const one = formWith(bodies[0].body, 'do=publish');
    const other = formWith(bodies[1].body, 'do=return');
    assert.equal((await sendForm(at.who.reviewer, one.form, filled(one.form, one.button))).status, 303);
    const late = await sendForm(second, other.form, filled(other.form, other.button, { text: 'Which wells?' }));
    assert.equal(late.status, 409);
    assert.match(late.body, /Which wells\?/);
  });
});

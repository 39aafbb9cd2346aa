// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/host_answers.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "model/vocabulary.hpp"
#include "registry/account_words.hpp"
#include "registry/desk.hpp"
#include "registry/notices.hpp"
#include "registry/reading.hpp"
#include "registry/text_bounds.hpp"
#include "registry/writing.hpp"

namespace entente::registry {

namespace {

using AnswerHeld = Held<model::HostAnswer>;

/// What stands, by country.
std::map<std::string, AnswerHeld> answers_among(const std::vector<store::Revision>& hanging) {
  std::map<std::string, AnswerHeld> answers;
  for (const auto& revision : hanging) {
    if (revision.type != model::HostAnswer::kType || !stands(revision)) continue;
    auto answer = held<model::HostAnswer>(revision);
    auto country = answer.value.country;
    answers.insert_or_assign(std::move(country), std::move(answer));
  }
  return answers;
}

/// The head of a country's answer, taken back or not: a record that is written on.
std::optional<store::Revision> answer_head(store::Reader& reader, std::string_view country,
                                           const base::Uuid& partnership) {
  for (auto& revision : reader.of_partnership(partnership, model::HostAnswer::kType))
    if (held<model::HostAnswer>(revision).value.country == country) return std::move(revision);
  return std::nullopt;
}

void require_seen(const std::optional<store::Revision>& head, std::string_view country, std::int64_t seen) {
  if ((head ? head->version : 0) != seen)
    throw base::Conflict("the answer of " + std::string(country), "has changed since it was read",
                         "Look at what stands.");
}

bool names(const model::Partnership& partnership, std::string_view country) {
  const auto countries = host_countries(partnership);
  return std::ranges::find(countries, country) != countries.end();
}

/// A plan or guidance that stands on that desk.
void require_basis(store::Reader& reader, std::string_view country, const std::optional<base::Uuid>& basis) {
  if (!basis) return;
  const auto head = reader.head(*basis);
  const bool fits = head && stands(*head) &&
                    (head->type == model::NationalPlan::kType || head->type == model::Guidance::kType) &&
                    country_of(model::read_body(head->type, head->body)) == country;
  if (!fits)
    throw base::BadInput("field basis", "is no plan or guidance that this desk publishes",
                         "Choose one of them, or cite it in words.");
}

template <class T>
void add_bases(HostQuestion& question, store::Reader& reader, std::string_view country) {
  for (const auto& head : reader.of_organisation(model::desk_of(country), T::kType))
    if (stands(head)) question.bases.emplace_back(head.id, held<T>(head).value.title);
}

/// Those who answer for the parties that have not declined or left.
std::vector<access::Grant> speakers_for(store::Reader& reader, const base::Uuid& partnership) {
  std::vector<access::Grant> speakers;
  for (const auto& party : parties_of(reader, partnership)) {
    if (party.state == "declined" || party.state == "left") continue;
    speakers.push_back({access::Role::representative, party.part.value.organisation.str()});
    speakers.push_back({access::Role::invited_party, party.part.id.str()});
  }
  return speakers;
}

bool speaks_for_party(store::Reader& reader, const access::Actor& actor, const base::Uuid& partnership) {
  return std::ranges::any_of(speakers_for(reader, partnership),
                             [&](const access::Grant& grant) { return actor.holds(grant); });
}

void require_no_party(store::Reader& reader, const access::Actor& actor, const base::Uuid& partnership) {
  if (speaks_for_party(reader, actor, partnership))
    throw access::Refused("to answer on partnership " + partnership.str() + " for its host government",
                          "is not for whoever speaks for one of its parties", "Another focal point does.");
}

void tell_parties(store::UnitOfWork& unit, const base::Clock& clock, const access::Actor& actor,
                  const base::Uuid& partnership, std::string_view country) {
  std::set<base::Uuid> told;
  for (const auto& grant : speakers_for(unit, partnership))
    for (const auto& each : unit.accounts().holders(access::name_of(grant.role), grant.of))
      told.insert(each.account);
  tell_all(unit, clock, actor, std::move(told), kNoticeHostAnswer,
           partnership.str() + " " + std::string(country));
}

std::vector<base::Uuid> soil_ids(const Register& reg, std::string_view country) {
  search::Query query;
  query.filters = {{search::Facet::country, std::string(country)}};
  return reg.ids(query);
}

}  // namespace

std::vector<std::string> host_countries(const model::Partnership& partnership) {
  std::set<std::string> codes;
  for (const auto& place : partnership.places)
    if (place.kind == "country" && model::find_country(place.code) != nullptr) codes.insert(place.code);
  return {codes.begin(), codes.end()};
}

std::vector<HostWord> host_words(const model::Partnership& partnership,
                                 const std::vector<store::Revision>& hanging) {
  auto answers = answers_among(hanging);
  std::vector<HostWord> words;
  for (auto& country : host_countries(partnership)) {
    auto answer = answers.extract(country);
    words.push_back({std::move(country), std::nullopt});
    if (answer) words.back().answer = std::move(answer.mapped());
  }
  for (auto& [country, answer] : answers) words.push_back({country, std::move(answer), false});
  std::ranges::sort(words, {}, [](const HostWord& word) {
    const bool objects = word.answer && word.answer->value.answer == "objects";
    return std::tuple(!objects, !word.answer, word.country);
  });
  return words;
}

std::vector<std::string> answering_among(const std::vector<store::Revision>& hanging) {
  std::vector<std::string> countries;
  for (const auto& [country, answer] : answers_among(hanging)) countries.push_back(country);
  return countries;
}

std::vector<std::string> objecting_among(const std::vector<store::Revision>& hanging) {
  std::vector<std::string> countries;
  for (const auto& [country, answer] : answers_among(hanging))
    if (answer.value.answer == "objects") countries.push_back(country);
  return countries;
}

std::vector<std::string> objecting_among(const std::vector<HostWord>& words) {
  std::vector<std::string> countries;
  for (const auto& word : words)
    if (word.answer && word.answer->value.answer == "objects") countries.push_back(word.country);
  return countries;
}

std::optional<HostQuestion> host_question(const Register& reg, const access::Actor& actor,
                                          std::string_view country, const base::Uuid& partnership) {
  Desk::require(actor, country);
  const auto reader = reg.read();
  const auto standing = standing_head(*reader, partnership, model::Partnership::kType);
  if (!standing) return std::nullopt;
  HostQuestion question{.partnership = held<model::Partnership>(*standing), .standing = {}, .bases = {}};
  question.named = names(question.partnership.value, country);
  if (const auto head = answer_head(*reader, country, partnership)) {
    question.seen = head->version;
    if (stands(*head)) question.standing = held<model::HostAnswer>(*head);
  }
  if (!question.named && !question.standing) return std::nullopt;
  question.own = speaks_for_party(*reader, actor, partnership);
  add_bases<model::NationalPlan>(question, *reader, country);
  add_bases<model::Guidance>(question, *reader, country);
  return question;
}

Soil soil_of(const Register& reg, const access::Actor& actor, std::string_view country, bool answered,
             std::size_t offset, std::size_t limit) {
  Desk::require(actor, country);
  const auto ids = soil_ids(reg, country);
  const auto hosted = reg.answered_by(country);
  const auto reader = reg.read();
  Soil soil;
  const auto add = [&](const base::Uuid& id, bool has, bool named) {
    auto& count = has ? soil.answered : soil.silent;
    ++count;
    if (has != answered || count <= offset || soil.rows.size() == limit) return;
    const auto head = standing_head(*reader, id, model::Partnership::kType);
    if (!head) return;
    SoilLine line{.partnership = id, .title = held<model::Partnership>(*head).value.title, .named = named};
    if (const auto answer = has ? answer_head(*reader, country, id) : std::nullopt;
        answer && stands(*answer)) {
      const auto said = held<model::HostAnswer>(*answer).value;
      line.answer = said.answer;
      line.changed = said.version != head->version;
    }
    soil.rows.push_back(std::move(line));
  };
  for (const auto& id : ids) add(id, hosted.named.contains(id), true);
  for (const auto& id : hosted.left) add(id, true, false);
  soil.left = hosted.left.size();
  return soil;
}

std::size_t silent_count(const Register& reg, const access::Actor& actor, std::string_view country) {
  Desk::require(actor, country);
  return reg.silent_in(country);
}

store::Committed answer_as_host(Register& reg, const access::Actor& actor, std::string_view country,
                                const base::Uuid& partnership, const AnsweredFrom& from,
                                const model::HostAnswer& said) {
  Desk::require(actor, country);
  const auto now = reg.clock().now();
  const auto done = reg.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto asked = standing_head(unit, partnership, model::Partnership::kType);
    if (!asked || !names(held<model::Partnership>(*asked).value, country))
      throw base::NotFound("partnership " + partnership.str(), "does not work in " + std::string(country));
    require_no_party(unit, actor, partnership);
    model::HostAnswer answer;
    answer.country = country;
    answer.partnership = partnership;
    answer.answer = said.answer;
    answer.cited = said.cited;
    answer.basis = said.basis;
    answer.remark = said.remark;
    answer.version = asked->version;
    answer.partnership_hash = base::hex(asked->hash);
    const auto head = answer_head(unit, country, partnership);
    if (head && stands(*head)) {
      auto same = held<model::HostAnswer>(*head).value;
      same.at.clear();
      if (same == answer) return;
    }
    if (asked->version != from.partnership)
      throw base::Conflict("partnership " + partnership.str(), "has changed since it was read",
                           "Read it again, and answer.");
    require_seen(head, country, from.answer);
    require_basis(unit, country, said.basis);
    answer.at = base::to_string(now);
    require_length("cited", answer.cited, kMostTitleBytes);
    require_length("remark", answer.remark, kMostRemarkBytes);
    require_form(answer);
    unit.put(revision_of(head ? head->id : base::Uuid::v7(now), answer));
    tell_parties(unit, reg.clock(), actor, partnership, country);
  });
  reg.follow();  // whoever said it sees it on the next page
  return done;
}

store::Committed withdraw_host_answer(Register& reg, const access::Actor& actor, std::string_view country,
                                      const base::Uuid& partnership, std::int64_t seen) {
  Desk::require(actor, country);
  const auto done = reg.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto head = answer_head(unit, country, partnership);
    if (!head || !stands(*head))
      throw base::NotFound("the answer of " + std::string(country), "does not stand any more");
    require_no_party(unit, actor, partnership);
    require_seen(head, country, seen);
    unit.put(revision_of(head->id, held<model::HostAnswer>(*head).value, store::Visibility::withdrawn));
    tell_parties(unit, reg.clock(), actor, partnership, country);
  });
  reg.follow();
  return done;
}

}  // namespace entente::registry

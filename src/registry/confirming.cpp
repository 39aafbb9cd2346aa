// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/confirming.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/account_words.hpp"
#include "registry/reading.hpp"
#include "registry/writing.hpp"

namespace entente::registry {

namespace {

using Part = Held<model::Participation>;
using Said = Held<model::Confirmation>;

void require_speaking(const access::Actor& actor, const base::Uuid& organisation) {
  if (access::may(actor, access::Action::answer_for_party, {.place = organisation.str()})) return;
  throw access::Refused("to speak for organisation " + organisation.str(),
                        "is not among what this account may do", "Its representatives do.");
}

bool waits(std::string_view state) {
  return state == "named" || state == "asked";
}

/// The last word on each part of an organisation.
std::map<base::Uuid, Said> last_words(store::Reader& reader, const base::Uuid& organisation) {
  std::map<base::Uuid, Said> words;
  for (const auto& revision : reader.of_organisation(organisation, model::Confirmation::kType)) {
    if (!stands(revision)) continue;
    auto said = held<model::Confirmation>(revision);
    const auto [known, is_new] = words.try_emplace(said.value.participation, said);
    if (!is_new && known->second.event_seq < said.event_seq) known->second = std::move(said);
  }
  return words;
}

/// The last word on one part, among those on its partnership.
std::optional<Said> last_word(store::Reader& reader, const Part& part) {
  std::optional<Said> last;
  for (const auto& revision : reader.of_partnership(part.value.partnership, model::Confirmation::kType)) {
    if (!stands(revision)) continue;
    auto said = held<model::Confirmation>(revision);
    if (said.value.participation == part.id && (!last || last->event_seq < said.event_seq))
      last = std::move(said);
  }
  return last;
}

/// A part with the word on it, of a partnership that need not stand.
OwnPart own_part(Part part, std::optional<Said> said) {
  OwnPart own{std::move(part), {}, {}, std::move(said), false};
  own.state = state_of(own.part, own.said);
  return own;
}

/// Every part of an organisation in a partnership that stands, in no order.
std::vector<OwnPart> all_parts(const Register& reg, const base::Uuid& organisation) {
  std::vector<OwnPart> parts;
  {
    const auto reader = reg.read();
    auto words = last_words(*reader, organisation);
    for (const auto& revision : reader->of_organisation(organisation, model::Participation::kType)) {
      if (!stands(revision)) continue;
      const auto word = words.extract(revision.id);
      parts.push_back(
          own_part(held<model::Participation>(revision), word ? std::optional(word.mapped()) : std::nullopt));
    }
  }
  std::set<base::Uuid> partnerships;
  for (const auto& own : parts) partnerships.insert(own.part.value.partnership);
  const std::vector<base::Uuid> asked(partnerships.begin(), partnerships.end());
  const auto changed = reg.changed(asked);
  for (std::size_t i = 0; i < asked.size(); ++i)
    if (!changed.at(i)) partnerships.erase(asked[i]);
  std::erase_if(parts,
                [&](const OwnPart& own) { return !partnerships.contains(own.part.value.partnership); });
  return parts;
}

Part standing_part(store::Reader& reader, const access::Actor& actor, const base::Uuid& id) {
  const auto head = standing_head(reader, id, model::Participation::kType);
  if (!head) throw base::NotFound("part " + id.str(), "does not stand in this register");
  auto part = held<model::Participation>(*head);
  require_speaking(actor, part.value.organisation);
  if (!standing_head(reader, part.value.partnership, model::Partnership::kType))
    throw base::NotFound("partnership " + part.value.partnership.str(), "does not stand in this register");
  return part;
}

void require_version(const Part& part, std::int64_t version) {
  if (part.version != version)
    throw base::Conflict("part " + part.id.str(), "has changed since it was read",
                         "Read it again, and answer.");
}

/// Whether this was said already, as after a second click.
bool was_said(const std::optional<Said>& before, const model::Confirmation& said) {
  return before && before->value.state == said.state && before->value.part_hash == said.part_hash &&
         before->value.remark == said.remark;
}

/// The party itself says what stands there now: what others said of it speaks for it no longer.
model::Source own_source(store::Reader& reader, const base::Uuid& organisation, base::Instant now) {
  model::Source source;
  if (const auto head = standing_head(reader, organisation, model::Organisation::kType))
    source.stated_by = held<model::Organisation>(*head).value.name.str("en");
  source.date = base::PartialDate::from_days(base::day_of(now));
  return source;
}

void put_word(store::UnitOfWork& unit, const Part& part, const std::optional<Said>& before,
              model::Confirmation said, base::Instant now) {
  said.partnership = part.value.partnership;
  said.participation = part.id;
  said.organisation = part.value.organisation;
  said.at = base::to_string(now);
  if (before && said.corrected.empty()) said.corrected = before->value.corrected;
  require_form(said);
  unit.put(revision_of(before ? before->id : base::Uuid::v7(now), said));
}

}  // namespace

std::optional<Word> word_of(std::string_view name) {
  if (name == "confirm") return Word::confirm;
  if (name == "decline") return Word::decline;
  if (name == "leave") return Word::leave;
  return std::nullopt;
}

OwnParts Confirming::parts(const access::Actor& actor, const base::Uuid& organisation, std::size_t offset,
                           std::size_t limit) const {
  require_speaking(actor, organisation);
  auto all = all_parts(reg_, organisation);
  OwnParts answer;
  answer.total = all.size();
  answer.waiting = static_cast<std::size_t>(
      std::ranges::count_if(all, [](const OwnPart& own) { return waits(own.state); }));
  std::ranges::sort(all, [](const OwnPart& a, const OwnPart& b) {
    return waits(a.state) != waits(b.state) ? waits(a.state) : a.part.id > b.part.id;
  });
  const auto reader = reg_.read();
  for (auto i = offset; i < all.size() && i - offset < limit; ++i) {
    auto& own = all.at(i);
    if (const auto head = standing_head(*reader, own.part.value.partnership, model::Partnership::kType))
      own.partnership = held<model::Partnership>(*head).value.title;
    answer.rows.push_back(std::move(own));
  }
  return answer;
}

std::optional<OwnPart> Confirming::part(const access::Actor& actor, const base::Uuid& id) const {
  const auto reader = reg_.read();
  const auto head = standing_head(*reader, id, model::Participation::kType);
  if (!head) return std::nullopt;
  auto part = held<model::Participation>(*head);
  require_speaking(actor, part.value.organisation);
  const auto partnership = standing_head(*reader, part.value.partnership, model::Partnership::kType);
  if (!partnership) return std::nullopt;
  auto said = last_word(*reader, part);
  auto own = own_part(std::move(part), std::move(said));
  auto standing = held<model::Partnership>(*partnership).value;
  own.from_file = standing.kept.has_value();
  own.partnership = std::move(standing.title);
  return own;
}

store::Committed Confirming::say(const access::Actor& actor, const base::Uuid& id, std::int64_t version,
                                 Word word, const base::Text& remark) {
  if (word != Word::confirm && remark.empty()) throw base::BadInput("field remark", "is empty", "Say why.");
  const auto now = reg_.clock().now();
  const auto done = reg_.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto part = standing_part(unit, actor, id);
    require_version(part, version);
    const auto before = last_word(unit, part);
    const auto state = before ? before->value.state : std::string();
    model::Confirmation said;
    said.state = word == Word::confirm ? "confirmed" : word == Word::decline ? "declined" : "left";
    said.part_hash = base::hex(part.hash);
    said.remark = remark;
    if (was_said(before, said)) return;
    if (word == Word::decline && (state == "confirmed" || state == "left"))
      throw base::Conflict("part " + id.str(), "was confirmed once",
                           "Leave the partnership instead, where it has not been left.");
    if (word == Word::leave && state != "confirmed")
      throw base::Conflict("part " + id.str(), "is not one that was confirmed", "Decline it instead.");
    put_word(unit, part, before, std::move(said), now);
  });
  reg_.follow();  // whoever said it sees it on the next page
  return done;
}

store::Committed Confirming::correct(const access::Actor& actor, const base::Uuid& id, std::int64_t version,
                                     const model::Participation& now, const base::Text& remark) {
  const auto time = reg_.clock().now();
  const auto done = reg_.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto part = standing_part(unit, actor, id);
    const auto before = last_word(unit, part);
    auto corrected = part.value;
    corrected.role = now.role;
    corrected.contributes = now.contributes;
    corrected.brings = now.brings;
    corrected.risks = now.risks;
    corrected.responsibilities = now.responsibilities;
    corrected.benefits = now.benefits;
    const bool differs = corrected != part.value;
    if (differs) corrected.sources = {own_source(unit, part.value.organisation, time)};
    auto revision = revision_of(id, corrected);
    revision.expected_version = version;
    model::Confirmation said;
    said.state = "confirmed";
    said.part_hash = base::hex(revision.hash);
    said.remark = remark;
    if (!differs && was_said(before, said)) return;
    require_version(part, version);
    require_form(corrected);
    if (differs) {
      said.corrected = base::to_string(time);
      unit.put(revision);
    }
    put_word(unit, part, before, std::move(said), time);
  });
  reg_.follow();
  return done;
}

bool has_part_waiting(Register& reg, const base::Uuid& organisation) {
  const auto reader = reg.read();
  const auto words = last_words(*reader, organisation);
  std::set<base::Uuid> gone;  // partnerships that do not stand
  for (const auto& revision : reader->of_organisation(organisation, model::Participation::kType)) {
    if (!stands(revision)) continue;
    const auto part = held<model::Participation>(revision);
    const auto& partnership = part.value.partnership;
    if (gone.contains(partnership)) continue;
    const auto word = words.find(part.id);
    if (!waits(state_of(part, word == words.end() ? std::nullopt : std::optional(word->second)))) continue;
    if (standing_head(*reader, partnership, model::Partnership::kType)) return true;
    gone.insert(partnership);
  }
  return false;
}

}  // namespace entente::registry

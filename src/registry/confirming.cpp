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
#include "registry/draft_sense.hpp"
#include "registry/notices.hpp"
#include "registry/party_words.hpp"
#include "registry/reading.hpp"
#include "registry/text_bounds.hpp"
#include "registry/writing.hpp"

namespace entente::registry {

namespace {

using Part = PartHeld;
using Said = WordHeld;

void require_preparing(const access::Actor& actor, const base::Uuid& organisation) {
  if (may_for_organisation(actor, access::Action::prepare_for_party, organisation)) return;
  throw access::Refused("the parts of organisation " + organisation.str(),
                        "are not among what this account may answer for", "Its representatives do.");
}

void require_for_part(const access::Actor& actor, access::Action action, const Part& part) {
  if (may_for_part(actor, action, part)) return;
  throw access::Refused("to speak for part " + part.id.str(), "is not among what this account may do",
                        "Representatives of organisation " + part.value.organisation.str() + " do.");
}

bool is_representative(const access::Actor& actor, const Part& part) {
  return may_for_organisation(actor, access::Action::answer_for_party, part.value.organisation);
}

/// Whoever was invited answers while no representative has: theirs is the party's own word.
void require_unanswered(const access::Actor& actor, const Part& part, const std::optional<Said>& before) {
  if (!is_answered_by_representative(before) || is_representative(actor, part)) return;
  throw base::Conflict("part " + part.id.str(), "has been answered for by a representative of the party",
                       "Write to them, or claim the organisation.");
}

std::string speaker(const access::Actor& actor, const Part& part) {
  return std::string(is_representative(actor, part) ? kByRepresentative : kByInvitedParty);
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

Part part_to_answer(store::Reader& reader, const access::Actor& actor, access::Action action,
                    const base::Uuid& id) {
  auto part = standing_part(reader, id);
  if (!part) throw base::NotFound("part " + id.str(), "does not stand in this register");
  require_for_part(actor, action, *part);
  return std::move(*part);
}

void require_version(const Part& part, std::int64_t version) {
  if (part.version != version)
    throw base::Conflict("part " + part.id.str(), "has changed since it was read",
                         "Read it again, and answer.");
}

/// Whether this was said already, as after a second click.
bool was_said(const std::optional<Said>& before, const model::Confirmation& said) {
  return before && before->value.state == said.state && before->value.part_hash == said.part_hash &&
         before->value.remark == said.remark && before->value.by == said.by;
}

/// What a party says of its part, put into the part.
model::Participation with_words_of(model::Participation part, const model::Participation& said) {
  part.role = said.role;
  part.contributes = said.contributes;
  part.brings = said.brings;
  part.risks = said.risks;
  part.responsibilities = said.responsibilities;
  part.benefits = said.benefits;
  return part;
}

/// The correction that waits, if one does.
std::optional<store::Revision> prepared_beside(store::Reader& reader, const base::Uuid& part) {
  auto draft = reader.head(model::draft_beside(part));
  if (!draft || draft->visibility != store::Visibility::draft) return std::nullopt;
  return draft;
}

/// What an organisation prepares is its own: whoever was invited to the part sees what they prepared alone.
bool may_see_prepared(const access::Actor& actor, const Part& part, const store::Revision& draft) {
  return may_for_organisation(actor, access::Action::prepare_for_party, part.value.organisation) ||
         draft.author == author_of(actor);
}

void require_prepared(const base::Uuid& part, const std::optional<store::Revision>& draft,
                      std::int64_t seen) {
  if ((draft ? draft->version : 0) != seen)
    throw base::Conflict("the correction prepared for part " + part.str(), "has changed since it was read",
                         "Read it again.");
}

/// A correction is prepared from the version that stands then.
std::int64_t version_prepared_from(store::Reader& reader, const base::Uuid& part,
                                   const store::Revision& draft) {
  std::int64_t from = 0;
  for (const auto& each : reader.history(part))
    if (each.event_seq < draft.event_seq) from = std::max(from, each.version);
  return from;
}

void end_prepared(store::UnitOfWork& unit, const store::Revision& draft) {
  auto ended = revision_of(draft.id, model::read_body(draft.type, draft.body), store::Visibility::withdrawn);
  ended.partnership = ended.organisation = std::nullopt;
  unit.put(ended);
}

/// Who says what a corrected part says: nobody believes that the organisation does on the word of somebody
/// who was invited.
model::Source source_of_correction(store::Reader& reader, const Part& part, std::string_view by,
                                   base::Instant now) {
  auto source = own_source(reader, part.value.organisation, now);
  if (by == kByInvitedParty) source.stated_by = kByInvitedParty;
  return source;
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
  require_preparing(actor, organisation);
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

std::optional<OwnPart> Confirming::published_part(const base::Uuid& id) const {
  const auto reader = reg_.read();
  auto part = standing_part(*reader, id);
  if (!part) return std::nullopt;
  const auto partnership = standing_head(*reader, part->value.partnership, model::Partnership::kType);
  auto said = last_word(*reader, *part);
  auto own = own_part(std::move(*part), std::move(said));
  if (partnership) {
    auto standing = held<model::Partnership>(*partnership).value;
    own.from_file = standing.kept.has_value();
    own.partnership = std::move(standing.title);
  }
  return own;
}

std::optional<OwnPart> Confirming::part(const access::Actor& actor, const base::Uuid& id) const {
  auto own = published_part(id);
  if (!own) return std::nullopt;
  require_for_part(actor, access::Action::prepare_for_party, own->part);
  own->may_answer = may_for_part(actor, access::Action::answer_for_party, own->part) &&
                    (is_representative(actor, own->part) || !is_answered_by_representative(own->said));
  const auto reader = reg_.read();
  if (const auto draft = prepared_beside(*reader, id); draft && may_see_prepared(actor, own->part, *draft)) {
    own->prepared = held<model::Participation>(*draft);
    own->prepared_from = version_prepared_from(*reader, id, *draft);
  }
  return own;
}

store::Committed Confirming::say(const access::Actor& actor, const base::Uuid& id, std::int64_t version,
                                 Word word, const base::Text& remark) {
  if (word != Word::confirm && remark.empty()) throw base::BadInput("field remark", "is empty", "Say why.");
  require_length("remark", remark, kMostRemarkBytes);
  const auto now = reg_.clock().now();
  const auto done = reg_.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto part = part_to_answer(unit, actor, access::Action::answer_for_party, id);
    require_version(part, version);
    const auto before = last_word(unit, part);
    require_unanswered(actor, part, before);
    const auto state = before ? before->value.state : std::string();
    model::Confirmation said;
    said.state = word == Word::confirm ? "confirmed" : word == Word::decline ? "declined" : "left";
    said.part_hash = base::hex(part.hash);
    said.by = speaker(actor, part);
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
                                     const model::Participation& now, const base::Text& remark,
                                     std::optional<std::int64_t> prepared) {
  const auto time = reg_.clock().now();
  const auto done = reg_.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto part = part_to_answer(unit, actor, access::Action::answer_for_party, id);
    const auto before = last_word(unit, part);
    require_unanswered(actor, part, before);
    const auto corrected_by = speaker(actor, part);
    auto corrected = with_words_of(part.value, now);
    const bool differs = corrected != part.value;
    if (differs) corrected.sources = {source_of_correction(unit, part, corrected_by, time)};
    auto revision = revision_of(id, corrected);
    revision.expected_version = version;
    model::Confirmation said;
    said.state = "confirmed";
    said.part_hash = base::hex(revision.hash);
    said.by = corrected_by;
    said.remark = remark;
    if (!differs && was_said(before, said)) return;
    require_version(part, version);
    auto draft = prepared_beside(unit, id);
    if (draft && !may_see_prepared(actor, part, *draft)) draft.reset();
    if (prepared) require_prepared(id, draft, *prepared);
    require_part_sense(corrected, part.value);
    require_length("remark", remark, kMostRemarkBytes);
    require_form(corrected);
    if (differs) {
      said.corrected = base::to_string(time);
      unit.put(revision);
    }
    put_word(unit, part, before, std::move(said), time);
    if (draft) end_prepared(unit, *draft);
  });
  reg_.follow();
  return done;
}

void Confirming::prepare(const access::Actor& actor, const base::Uuid& id, std::int64_t version,
                         const model::Participation& now, std::int64_t seen) {
  reg_.store().write({author_of(actor)}, [&](store::UnitOfWork& unit) {
    const auto part = part_to_answer(unit, actor, access::Action::prepare_for_party, id);
    require_version(part, version);
    const auto before = prepared_beside(unit, id);
    const auto prepared = with_words_of(part.value, now);
    require_part_sense(prepared, part.value);
    require_form(prepared);
    // It hangs on nothing, so that nobody meets it who reads a partnership or an organisation.
    auto draft = revision_of(model::draft_beside(id), prepared, store::Visibility::draft);
    draft.partnership = draft.organisation = std::nullopt;
    // The same again, as after a second click; not where the part has changed since.
    if (before && before->body == draft.body && before->event_seq > part.event_seq &&
        may_see_prepared(actor, part, *before))
      return;
    require_prepared(id, before, seen);
    unit.put(draft);
    const auto& organisation = part.value.organisation;
    for (const auto& each :
         unit.accounts().holders(access::name_of(access::Role::representative), organisation.str()))
      if (each.account != actor.account)
        notify_anew(unit.accounts(), reg_.clock(), each.account, kNoticePartPrepared, organisation.str());
  });
}

void Confirming::discard_prepared(const access::Actor& actor, const base::Uuid& id, std::int64_t seen) {
  reg_.store().write({author_of(actor)}, [&](store::UnitOfWork& unit) {
    const auto part = part_to_answer(unit, actor, access::Action::prepare_for_party, id);
    const auto draft = prepared_beside(unit, id);
    if (!draft) return;  // as after a second click
    if (!may_see_prepared(actor, part, *draft))
      throw access::Refused("the correction prepared for part " + id.str(), "is another's",
                            "Whoever holds a role in the organisation discards it.");
    require_prepared(id, draft, seen);
    end_prepared(unit, *draft);
  });
}

std::vector<WaitingPart> waiting_parts(const Register& reg, const base::Uuid& organisation) {
  std::vector<WaitingPart> waiting;
  for (const auto& own : all_parts(reg, organisation)) {
    if (!waits(own.state)) continue;
    const bool asked = own.said && own.said->value.state == "asked";
    const bool answered = own.said && !asked && own.said->value.state != "named";
    waiting.push_back({own.part.id, std::max(own.part.event_seq, asked ? own.said->event_seq : 0), answered});
  }
  return waiting;
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

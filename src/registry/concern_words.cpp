// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/concern_words.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <charconv>
#include <utility>

#include "base/json.hpp"
#include "registry/merged.hpp"
#include "registry/notices.hpp"
#include "registry/reading.hpp"
#include "registry/sealed.hpp"

namespace entente::registry {

namespace json = boost::json;

namespace {

bool by_raiser(std::string_view what) {
  return what == kConcernRaised || what == kConcernAdded || what == kConcernWithdrawn;
}

bool is_for(ConcernReaderKind reader, std::string_view what) {
  const bool said = what == kConcernAnswered || what == kConcernClosed || what == kConcernReplied;
  switch (reader) {
    case ConcernReaderKind::office:
      return true;
    case ConcernReaderKind::raiser:
      return said || by_raiser(what) || what == kConcernHandedOn || what == kConcernPublished ||
             what == kConcernUnpublished;
    case ConcernReaderKind::concerned:
    case ConcernReaderKind::everybody:
      break;
  }
  return said;
}

std::string text_in(const json::object& fields, std::string_view name) {
  const auto* value = fields.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

void set_place(store::Reader& reader, ConcernLine& line) {
  if (line.step.place.empty()) return;
  const auto id = base::Uuid::parse(line.step.place);
  if (!id) {
    line.country = line.step.place;
    return;
  }
  if (const auto head = standing_head(reader, standing_for(reader, *id), model::Organisation::kType))
    line.of = held<model::Organisation>(*head).value.name;
}

}  // namespace

std::int64_t concern_stamp(store::Reader& reader) {
  const auto note = reader.note(kConcernNote).value_or("0");
  std::int64_t count = 0;
  std::from_chars(note.data(), note.data() + note.size(), count);
  return count;
}

std::vector<ConcernLine> concern_lines(store::Reader& reader, const std::optional<access::Key>& key,
                                       const store::Concern& concern, ConcernReaderKind kind) {
  std::vector<ConcernLine> lines;
  for (auto& step : reader.concerns().steps(concern.id)) {
    if (!is_for(kind, step.what)) continue;
    ConcernLine line;
    if (by_raiser(step.what) && !step.words.empty()) {
      auto plain = key ? key->open(purpose_of_concern(concern.id), step.words) : std::nullopt;
      line.unreadable = !plain;
      step.words = plain ? std::move(*plain) : std::string();
    }
    if (kind == ConcernReaderKind::office && !step.account.is_nil())
      if (const auto account = reader.accounts().account(step.account)) line.author = account->name;
    line.step = std::move(step);
    set_place(reader, line);
    lines.push_back(std::move(line));
  }
  return lines;
}

ConcernSince concern_since(const std::vector<ConcernLine>& now, std::optional<std::size_t> seen,
                           const base::Uuid& account, std::string_view what, std::string_view text) {
  if (!seen || *seen == now.size()) return ConcernSince::nothing;
  if (*seen > now.size()) return ConcernSince::other;
  const auto& next = now.at(*seen).step;
  return next.account == account && next.what == what && next.words == text ? ConcernSince::same
                                                                            : ConcernSince::other;
}

std::string sealed_contact(const access::Key& key, const base::Uuid& concern, const ConcernContact& contact) {
  if (contact.name.empty() && contact.address.empty()) return {};
  return key.seal(purpose_of_contact(concern),
                  base::canonical_json(json::object{{"name", contact.name},
                                                    {"address", contact.address},
                                                    {"language", contact.language},
                                                    {"secret", contact.secret}}));
}

ConcernContact opened_contact(const std::optional<access::Key>& key, const store::Concern& concern) {
  const auto text = key && !concern.contact.empty()
                        ? key->open(purpose_of_contact(concern.id), concern.contact)
                        : std::nullopt;
  if (!text) return {};
  boost::system::error_code fault;
  const auto value = json::parse(*text, fault);
  if (fault || !value.is_object()) return {};
  const auto& fields = value.as_object();
  return {text_in(fields, "name"), text_in(fields, "address"), text_in(fields, "language"),
          text_in(fields, "secret")};
}

std::optional<ConcernFault> fault_of_concern_words(std::string_view text) {
  if (base::trimmed(text).empty() || !base::is_utf8(text) || text.find('\0') != text.npos)
    return ConcernFault{ConcernFault::Kind::no_text};
  if (text.size() > kMostConcernText) return ConcernFault{ConcernFault::Kind::long_text};
  return std::nullopt;
}

void tell_those_who_answer(store::UnitOfWork& unit, const base::Clock& clock, const ConcernSubject& subject,
                           std::string_view kind, std::string_view about) {
  constexpr std::array kAnswering{access::Role::steward, access::Role::administrator};
  std::vector<base::Uuid> told;
  for (const auto role : kAnswering)
    for (const auto& holder : unit.accounts().holders(access::name_of(role), "")) {
      if (std::ranges::find(told, holder.account) != told.end()) continue;
      const auto held = unit.accounts().roles_of(holder.account);
      const bool concerned = std::ranges::any_of(held, [&](const store::AccountRole& each) {
        return std::ranges::any_of(subject.places, [&](const access::Grant& place) {
          return each.role == access::name_of(place.role) && each.of == place.of;
        });
      });
      if (concerned) continue;
      told.push_back(holder.account);
      notify_anew(unit.accounts(), clock, holder.account, kind, about);
    }
}

std::size_t seal_concerns(store::ConcernWriter& concerns, const access::Key& present,
                          const access::Key& next) {
  constexpr std::size_t kAtOnce = 500;
  std::size_t count = 0;
  for (std::int64_t last = 0;;) {
    const auto page = concerns.after(last, kAtOnce);
    for (auto concern : page) {
      if (auto plain = present.open(purpose_of_contact(concern.id), concern.contact)) {
        concern.contact = next.seal(purpose_of_contact(concern.id), *plain);
        concerns.set(concern);
        ++count;
      }
      for (const auto& step : concerns.steps(concern.id))
        if (auto plain = present.open(purpose_of_concern(concern.id), step.words)) {
          concerns.set_words(concern.id, step.ordinal, next.seal(purpose_of_concern(concern.id), *plain));
          ++count;
        }
      last = concern.number;
    }
    if (page.size() < kAtOnce) return count;
  }
}

}  // namespace entente::registry

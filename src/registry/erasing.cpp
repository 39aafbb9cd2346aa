// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/erasing.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "exchange/erasing.hpp"
#include "registry/account_words.hpp"
#include "registry/erased_contacts.hpp"
#include "registry/reading.hpp"
#include "registry/writing.hpp"
#include "search/index.hpp"

namespace entente::registry {

namespace {

model::Partnership partnership_in(const store::Revision& revision) {
  return std::get<model::Partnership>(model::read_body(revision.type, revision.body));
}

/// Its versions, newest first; of one that was withdrawn too.
std::vector<store::Revision> require_history(store::Reader& reader, const base::Uuid& partnership) {
  auto history = reader.history(partnership);
  const bool published = std::ranges::any_of(history, [](const store::Revision& r) { return stands(r); });
  if (!published || history.front().type != model::Partnership::kType)
    throw base::NotFound("partnership " + partnership.str(), "is not in this register", "Check its address.");
  return history;
}

model::Contact require_contact(const std::vector<store::Revision>& history, std::int64_t version,
                               std::size_t place) {
  const auto found = std::ranges::find(history, version, &store::Revision::version);
  const auto thing = "contact " + std::to_string(place + 1) + " of version " + std::to_string(version);
  auto contacts = found == history.end() ? std::vector<model::Contact>() : partnership_in(*found).contacts;
  if (place >= contacts.size()) throw base::NotFound(thing, "does not stand there", "Look at the list.");
  if (!contacts[place].erased.empty())
    throw base::Conflict(thing, "is erased already", "Nothing is left to be done.");
  return std::move(contacts[place]);
}

bool has(const model::Partnership& partnership, const ErasedPrint& print) {
  return std::ranges::any_of(partnership.contacts, [&](const auto& one) { return print.is_of(one); });
}

std::vector<std::int64_t> versions_with(const std::vector<store::Revision>& history,
                                        const ErasedPrint& print) {
  std::vector<std::int64_t> versions;
  for (const auto& revision : history)
    if (has(partnership_in(revision), print)) versions.push_back(revision.version);
  return versions;
}

constexpr std::size_t kShortestTelling = 3;  // bytes: less is in any text

/// The words of a text, folded; what has no spaces between words is one.
std::set<std::string> telling_words(std::string_view text) {
  constexpr std::string_view kBetween = " \t\r\n.,;:!?()[]\"'/-";
  const auto folded = search::fold(text);
  std::set<std::string> words;
  for (std::size_t from = 0; from < folded.size();) {
    const auto to = std::min(folded.find_first_of(kBetween, from), folded.size());
    if (to - from >= kShortestTelling) words.insert(folded.substr(from, to - from));
    from = to + 1;
  }
  return words;
}

/// The words stand beside the gap for good.
void require_nameless(std::string_view words, const model::Contact& contact) {
  const auto folded = search::fold(words);
  const auto said = telling_words(words);
  std::vector<std::string_view> telling{contact.telephone, contact.email};
  for (const auto* further : {&contact.further_telephones, &contact.further_emails})
    telling.insert(telling.end(), further->begin(), further->end());
  bool names = false;
  for (const auto& narrative : contact.person.narratives) {
    telling.emplace_back(narrative.value);
    names = names || std::ranges::any_of(telling_words(narrative.value),
                                         [&](const auto& word) { return said.contains(word); });
  }
  names = names || std::ranges::any_of(telling, [&](std::string_view one) {
            const auto whole = search::fold(base::trimmed(one));
            return whole.size() >= kShortestTelling && folded.find(whole) != std::string::npos;
          });
  if (names) throw base::BadInput("field words", "names the person who is to be erased", "Say it without.");
}

/// Takes the contact out of one version, and says what became of its hash.
model::ErasedVersion erase_in(store::UnitOfWork& unit, const store::Revision& revision,
                              model::Partnership partnership, ErasedPrint& print) {
  for (auto& contact : partnership.contacts) {
    // One that was written before there were salts: its version gets another hash, and this once alone.
    if (contact.salt.empty() && contact.erased.empty()) contact.salt = random_salt();
    if (!print.is_of(contact)) continue;
    contact = model::erased(contact);
    print.left.insert(contact.erased);
  }
  const auto body = model::body_of(partnership);
  const auto hash = model::hash_of_body(body);
  unit.rewrite(revision.id, revision.version, body, hash);
  model::ErasedVersion version{.version = revision.version, .was = {}, .is = {}};
  if (hash != revision.hash) {
    version.was = base::hex(revision.hash);
    version.is = base::hex(hash);
  }
  return version;
}

void erase_in_originals(store::UnitOfWork& unit, const std::vector<store::Revision>& history,
                        const ErasedPrint& print) {
  std::set<std::string> seen;
  for (const auto& revision : history) {
    const auto kept = model::kept_in(revision.body);
    const auto hash = kept ? hash_of_original(*kept) : std::nullopt;
    if (!hash || !seen.insert(kept->original).second) continue;
    const auto original = unit.blob(*hash);
    if (!original) continue;
    const auto cut = exchange::without_contacts(
        kept->format, *original, [&](const model::Contact& contact) { return print.is_of(contact); });
    if (cut) unit.rewrite_blob(*hash, *cut);
  }
}

}  // namespace

std::vector<ContactPlace> Erasing::contacts(const access::Actor& actor, const base::Uuid& partnership) const {
  require(actor, access::Action::erase_contact, {});
  const auto history = require_history(*reg_.read(), partnership);
  std::vector<ContactPlace> all;
  for (const auto& revision : history) {
    auto contacts = partnership_in(revision).contacts;
    for (std::size_t place = 0; place < contacts.size() && all.size() < kMostContactsListed; ++place) {
      auto& contact = contacts[place];
      if (!contact.erased.empty()) continue;
      const auto salt = std::exchange(contact.salt, {});
      const auto known = std::ranges::find(all, contact, &ContactPlace::contact);
      if (known == all.end())
        all.push_back({std::move(contact), revision.version, place, {revision.version}});
      else if (known->versions.back() != revision.version)
        known->versions.push_back(revision.version);
    }
  }
  return all;
}

ContactPlace Erasing::look(const access::Actor& actor, const base::Uuid& partnership, std::int64_t version,
                           std::size_t place) const {
  require(actor, access::Action::erase_contact, {});
  const auto history = require_history(*reg_.read(), partnership);
  auto contact = require_contact(history, version, place);
  auto versions = versions_with(history, ErasedPrint(contact));
  return {std::move(contact), version, place, std::move(versions)};
}

void Erasing::erase(const access::Actor& actor, const base::Uuid& partnership, std::int64_t version,
                    std::size_t place, std::string_view reason, std::string_view words,
                    std::string_view language) {
  require(actor, access::Action::erase_contact, {});
  model::Erasure erasure{.partnership = partnership,
                         .reason = std::string(reason),
                         .at = base::to_string(reg_.clock().now()),
                         .words = base::Text(language, base::trimmed(words)),
                         .versions = {}};
  require_form(erasure);
  const auto id = base::Uuid::v7(reg_.clock().now());
  reg_.store().write({author_of(actor)}, [&](store::UnitOfWork& unit) {
    const auto history = require_history(unit, partnership);
    const auto contact = require_contact(history, version, place);
    require_nameless(words, contact);
    ErasedPrint print(contact);
    auto record = erasure;
    for (const auto& revision : history)
      if (auto standing = partnership_in(revision); has(standing, print))
        record.versions.push_back(erase_in(unit, revision, std::move(standing), print));
    erase_in_originals(unit, history, print);
    add_erased_print(unit, partnership, print);
    unit.put(revision_of(id, record));
  });
  reg_.follow();
  try {
    reg_.store().maintain();
  } catch (const base::Error& error) {
    // It is erased all the same: the nightly run writes the file anew.
    spdlog::warn("After an erasure the store could not be looked after: {}", error.what());
  }
}

}  // namespace entente::registry

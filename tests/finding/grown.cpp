// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "grown.hpp"

#include <algorithm>

#include "registry/document.hpp"
#include "registry/reading.hpp"
#include "store/sqlite/sqlite_store.hpp"

using namespace entente;
using search::Facet;
using search::Zone;

namespace {

/// Texts are cut to this, between words: a document has about 120 words then.
constexpr std::size_t kTextBytes = 220;
/// Neighbours stay together in such pieces, so that phrases are found.
constexpr std::size_t kTogether = 6;

std::string shuffled(const std::string& text, std::mt19937& random) {
  std::vector<std::string> pieces;
  std::size_t words = 0;
  std::string piece;
  for (std::size_t i = 0, end = std::min(text.size(), kTextBytes); i < end;) {
    auto next = text.find(' ', i);
    next = next == std::string::npos ? text.size() : next + 1;
    piece.append(text, i, next - i);
    i = next;
    if (++words % kTogether == 0) pieces.push_back(std::exchange(piece, {}));
  }
  if (!piece.empty()) pieces.push_back(piece + ' ');
  std::ranges::shuffle(pieces, random);
  std::string all;
  for (const auto& one : pieces) all += one;
  return all;
}

/// A report on some day of the last eight years, and what follows of it; one of six is closed.
std::vector<std::pair<std::int32_t, std::uint8_t>> some_lights(std::mt19937& random) {
  constexpr unsigned kDays = 2'922;
  constexpr std::array<std::int32_t, 4> kAfter = {0, 365, 730, 1'826};
  if (random() % 6 == 0) return {{INT32_MIN, 5}};
  const auto reported = static_cast<std::int32_t>(kDayAsked - random() % kDays);
  std::vector<std::pair<std::int32_t, std::uint8_t>> lights;
  for (std::size_t i = 0; i < kAfter.size(); ++i)
    lights.emplace_back(reported + kAfter[i], static_cast<std::uint8_t>(i));
  return lights;
}

bool is_of_parties(Facet facet) {
  return facet == Facet::party || facet == Facet::party_type || facet == Facet::role;
}

}  // namespace

Grown::Grown(const std::filesystem::path& register_file) {
  const auto store = store::open_sqlite({.file = register_file});
  const auto reader = store->read();
  base::Uuid after;
  for (;;) {
    const auto heads = reader->heads(model::Partnership::kType, after, 500);
    if (heads.empty()) break;
    for (const auto& head : heads) {
      after = head.id;
      const auto parties = registry::parties_of(*reader, head.id);
      all_.push_back(registry::document_of(registry::held<model::Partnership>(head), parties, {}, {}));
      if (std::ranges::find(all_.back().facets, std::pair(Facet::language, std::string("zh"))) !=
          all_.back().facets.end())
        chinese_.push_back(all_.back());
    }
  }
}

const search::Document& Grown::pick(std::mt19937& random) const {
  const auto& from = !chinese_.empty() && random() % 5 == 0 ? chinese_ : all_;
  return from[random() % from.size()];
}

search::Document Grown::document(std::size_t number) const {
  std::mt19937 random(static_cast<unsigned>(number) * 2'654'435'761U + 1);
  search::Document d;
  std::array<std::uint8_t, 16> id;
  for (auto& byte : id) byte = static_cast<std::uint8_t>(random());
  d.id = base::Uuid(id);
  const auto& titled = pick(random);
  const auto take = [&](const search::Document& from, Zone wanted) {
    for (const auto& [zone, text, language] : from.texts)
      if (zone == wanted)
        d.texts.push_back({zone, zone == Zone::party ? text : shuffled(text, random), language});
  };
  take(titled, Zone::title);
  const auto& partied = pick(random);
  take(partied, Zone::party);
  take(pick(random), Zone::purpose);
  take(pick(random), Zone::rest);
  for (const auto& value : titled.facets)
    if (!is_of_parties(value.first)) d.facets.push_back(value);
  for (const auto& value : partied.facets)
    if (is_of_parties(value.first)) d.facets.push_back(value);
  d.sort_title = d.texts.empty() ? std::string() : d.texts.front().text;
  d.start = titled.start;
  d.updated = static_cast<std::int64_t>(number) + 1;
  d.changed = d.updated / 100;
  d.lights = some_lights(random);
  d.attested = static_cast<std::uint8_t>(random() % 3);
  return d;
}

std::size_t text_bytes(const search::Document& d) {
  std::size_t bytes = 0;
  for (const auto& [zone, text, language] : d.texts) bytes += text.size();
  return bytes;
}

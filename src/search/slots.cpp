// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/slots.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <functional>
#include <map>

#include "search/row_counter.hpp"

namespace entente::search {
namespace {

/// So many words a prefix may stand for: those in most documents.
constexpr std::size_t kExpansions = 2'000;
/// So many words of each piece are looked at for them.
constexpr std::size_t kPrefixWalked = 20'000;

std::size_t documents_with(const Live& live, TermId id) {
  return live.piece->postings(id).size() - live.removed.of(id);
}

/// Of the first words of each piece that begin so, those in most documents. Which these are does not depend
/// on history unless there are more than kPrefixWalked.
void expand(const Corpus& corpus, const std::string& prefix, Slot& slot) {
  struct Begun {
    std::size_t documents = 0;
    std::vector<std::pair<std::size_t, TermId>> in;  // piece, number there
  };
  std::map<std::string, Begun, std::less<>> found;
  for (std::size_t p = 0; p < corpus.pieces.size(); ++p) {
    std::size_t walked = 0;
    const auto& live = *corpus.pieces[p];
    live.piece->each_word(prefix, [&](std::string_view word, TermId id) {
      if (++walked > kPrefixWalked) {
        slot.cut = true;
        return false;
      }
      const auto documents = documents_with(live, id);
      if (documents == 0) return true;
      auto at = found.find(word);
      if (at == found.end()) at = found.emplace(word, Begun()).first;
      at->second.documents += documents;
      at->second.in.emplace_back(p, id);
      return true;
    });
  }
  std::vector<const Begun*> ordered;
  for (const auto& [word, one] : found) ordered.push_back(&one);
  if (ordered.size() > kExpansions) {
    slot.cut = true;
    // Equal counts in the order of the words, so that the choice does not depend on history.
    std::ranges::stable_sort(ordered, std::greater{}, &Begun::documents);
    ordered.resize(kExpansions);
  }
  for (const auto* one : ordered)
    for (const auto& [piece, id] : one->in) slot.parts[piece].ids.push_back(id);
  for (auto& part : slot.parts) std::ranges::sort(part.ids);
}

/// The living documents that have any of these words.
std::vector<Posting> any_of(const Live& live, const std::vector<TermId>& ids) {
  std::vector<Posting> all;
  std::size_t most = 0;
  for (const auto id : ids) most += live.piece->postings(id).size();
  // Short lists are put in order; for long ones a walk over all documents costs less.
  if (most < live.piece->size() / 256) {
    for (const auto id : ids) {
      PostingCursor cursor(live.piece->postings(id));
      for (auto block = cursor.next(); !block.empty(); block = cursor.next())
        all.insert(all.end(), block.begin(), block.end());
    }
    std::ranges::sort(all);
    std::size_t kept = 0;
    for (const auto p : all) {
      if (live.removed.has(doc_of(p))) continue;
      if (kept > 0 && doc_of(all[kept - 1]) == doc_of(p))
        all[kept - 1] = posting(doc_of(p), weight_of(all[kept - 1]) + weight_of(p));
      else
        all[kept++] = p;
    }
    all.resize(kept);
    return all;
  }
  std::vector<std::uint8_t> weights(live.piece->size());
  for (const auto id : ids) {
    PostingCursor cursor(live.piece->postings(id));
    for (auto block = cursor.next(); !block.empty(); block = cursor.next())
      for (const auto p : block) {
        auto& sum = weights[doc_of(p)];
        sum = static_cast<std::uint8_t>(std::min(255U, sum + weight_of(p)));
      }
  }
  all.reserve(most);
  for (std::size_t begin = 0; begin < weights.size(); begin += 8) {
    std::uint64_t eight = 0;
    const auto count = std::min<std::size_t>(8, weights.size() - begin);
    std::memcpy(&eight, weights.data() + begin, count);
    for (; eight != 0; eight &= ~(std::uint64_t{0xFF} << (std::countr_zero(eight) / 8 * 8))) {
      const auto doc = static_cast<Doc>(begin) + static_cast<Doc>(std::countr_zero(eight) / 8);
      if (!live.removed.has(doc)) all.push_back(posting(doc, weights[doc]));
    }
  }
  return all;
}

/// The group of a base that has all these words, and besides them none that stands in a living document.
std::optional<std::size_t> group_of(const Live& live, const std::vector<TermId>& ids) {
  if (live.base == nullptr || ids.size() < 2) return std::nullopt;
  for (auto [group, end] = live.base->groups_led_by(ids.front()); group < end; ++group) {
    const auto words = live.base->group(group).words;
    const bool all = std::ranges::includes(words, ids);
    if (all && std::ranges::all_of(words, [&](TermId id) {
          return std::ranges::binary_search(ids, id) || documents_with(live, id) == 0;
        }))
      return group;
  }
  return std::nullopt;
}

}  // namespace

std::size_t living_in(const Live& live, const PostingList& list) {
  auto count = list.size();
  PostingFinder finder(list);
  each_document(live.removed.bits(), [&](Doc doc) {
    if (finder.find(doc) != nullptr) --count;
    return !finder.is_over();
  });
  return count;
}

bool Slot::filled_by(std::size_t piece, TermId id) const {
  const auto& ids = parts[piece].ids;
  return ids.size() == 1 ? ids.front() == id : std::ranges::binary_search(ids, id);
}

PostingList Slot::list(const Corpus& corpus, std::size_t piece) const {
  const auto& part = parts[piece];
  const auto& live = *corpus.pieces[piece];
  if (part.ids.size() == 1) return live.piece->postings(part.ids.front());
  return part.group ? live.base->group(*part.group).list : PostingList(part.joined);
}

std::map<std::string, std::size_t> alike(const Corpus& corpus, std::string_view word) {
  ByTongue spoken{};
  bool known = false;
  const auto add = [](ByTongue& sum, const Live& live, TermId id) {
    const auto all = live.piece->spoken(id), lost = live.removed.spoken(id);
    for (std::size_t t = 0; t < kTongues; ++t) sum[t] += all[t] - lost[t];
  };
  for (const auto* live : corpus.pieces)
    if (const auto id = live->piece->find(word)) {
      known = known || documents_with(*live, *id) > 0;
      add(spoken, *live, *id);
    }
  std::map<std::string, std::size_t> others;
  for (std::size_t t = 0; t < kTongues; ++t) {
    const auto tongue = static_cast<Tongue>(t);
    if (!writes_so(tongue, word) || (known && spoken[t] == 0)) continue;
    const auto key = kin_key(tongue, stem_of(tongue, word));
    for (const auto* live : corpus.pieces)
      live->piece->each_kin(key, [&](std::string_view other, TermId id) {
        ByTongue there{};
        add(there, *live, id);
        if (there[t] > 0 && other != word) others.emplace(other, 0);
      });
  }
  for (auto& [other, documents] : others)
    for (const auto* live : corpus.pieces)
      if (const auto id = live->piece->find(other)) documents += documents_with(*live, *id);
  return others;
}

namespace {

Slot slot_for(const Corpus& corpus, const Word& word) {
  Slot slot{.parts = std::vector<Slot::Part>(corpus.pieces.size()), .exact = {}};
  if (word.prefix) {
    expand(corpus, word.text, slot);
  } else {
    for (std::size_t p = 0; p < corpus.pieces.size(); ++p)
      if (const auto id = corpus.pieces[p]->piece->find(word.text);
          id && documents_with(*corpus.pieces[p], *id) > 0)
        slot.parts[p].ids.push_back(*id);
  }
  if (const auto others = word.alike ? alike(corpus, word.text) : std::map<std::string, std::size_t>();
      !others.empty())
    for (std::size_t p = 0; p < corpus.pieces.size(); ++p) {
      auto& part = slot.parts[p];
      if (!part.ids.empty()) {
        part.exact = part.ids.front();
        slot.exact = slot.exact.value_or(0) + documents_with(*corpus.pieces[p], *part.exact);
      }
      for (const auto& [other, documents] : others)
        if (const auto id = corpus.pieces[p]->piece->find(other);
            id && documents_with(*corpus.pieces[p], *id) > 0)
          part.ids.push_back(*id);
      std::ranges::sort(part.ids);
    }
  for (std::size_t p = 0; p < corpus.pieces.size(); ++p) {
    const auto& live = *corpus.pieces[p];
    auto& part = slot.parts[p];
    if (part.ids.size() == 1) {
      slot.documents += documents_with(live, part.ids.front());
    } else if (part.group = group_of(live, part.ids); part.group) {
      slot.documents += living_in(live, live.base->group(*part.group).list);
    } else {
      part.joined = any_of(live, part.ids);
      slot.documents += part.joined.size();
    }
  }
  return slot;
}

}  // namespace

const Slot& SlotStore::look_up(const Corpus& corpus, const Word& word) {
  auto at = words_.find(key_of(word));
  if (at == words_.end()) {
    auto slot = slot_for(corpus, word);
    slot.number = next_number();
    at = words_.emplace(key_of(word), std::move(slot)).first;
  }
  return at->second;
}

const ValueSlot& SlotStore::look_up(const Corpus& corpus, const Values& values) {
  const std::pair key(values.facet, values.any);
  auto at = values_.find(key);
  if (at == values_.end()) {
    auto slot = slot_for(corpus, values);
    slot.number = next_number();
    at = values_.emplace(key, std::move(slot)).first;
  }
  return at->second;
}

Slots::Slots(const Corpus& corpus, const Node& node)
    : store_(corpus.slots ? corpus.slots : std::make_shared<SlotStore>()) {
  collect(corpus, node);
}

void Slots::collect(const Corpus& corpus, const Node& node) {
  if (const auto* phrase = std::get_if<Phrase>(&node.is)) {
    for (const auto& word : phrase->words)
      if (store_->look_up(corpus, word).cut && std::ranges::find(cut_, word.text) == cut_.end())
        cut_.push_back(word.text);
  } else if (const auto* values = std::get_if<Values>(&node.is)) {
    if (values->in_words) store_->look_up(corpus, *values);
  } else if (const auto* all = std::get_if<All>(&node.is)) {
    for (const auto& part : all->parts) collect(corpus, part);
  } else if (const auto* any = std::get_if<Any>(&node.is)) {
    for (const auto& part : any->parts) collect(corpus, part);
  }
}

Score::Score(const Corpus& corpus, std::size_t in_documents, float share) {
  constexpr float kSaturation = 4, kLength = 0.4F;
  const auto n = static_cast<float>(corpus.documents), df = static_cast<float>(in_documents);
  rarity_ = share * std::log(1.0F + (n - std::min(n, df) + 0.5F) / (df + 0.5F));
  // The length counts as its ratio to the average.
  const auto average = corpus.weight == 0 ? 1.0F : static_cast<float>(corpus.weight) / n;
  short_ = kSaturation * (1 - kLength);
  per_length_ = kSaturation * kLength / average;
}

}  // namespace entente::search

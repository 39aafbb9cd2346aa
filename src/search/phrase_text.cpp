// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/phrase_text.hpp"

#include <algorithm>

#include "base/find_bytes.hpp"
#include "search/bits.hpp"

namespace entente::search {
namespace {
/// Texts that are asked for at once.
constexpr std::size_t kAtOnce = 32;

}  // namespace

PhraseText::PhraseText(const Live& live, std::size_t piece, const std::vector<const Slot*>& phrase)
    : live_(live), piece_(piece) {
  for (const auto* slot : phrase)
    if (slot->parts[piece].ids.size() == 1) run_.push_back(slot->parts[piece].ids.front());
  last_ = run_.size() < phrase.size() ? phrase.back() : nullptr;
  for (const auto id : run_) put_varint(packed_, id);
}

void PhraseText::find(const std::vector<Doc>& docs, std::vector<std::uint32_t>& places) {
  places.clear();
  for (std::uint32_t i = 0; i < docs.size(); ++i) {
    if (live_.base != nullptr && i % kAtOnce == 0)
      touched_ += live_.base->touch_texts(std::span(docs).subspan(i, std::min(kAtOnce, docs.size() - i)));
    if (live_.base != nullptr ? is_in(live_.base->packed_sequence(docs[i]))
                              : is_in(live_.piece->sequence(docs[i], buffer_)))
      places.push_back(i);
  }
}

bool PhraseText::is_in(std::span<const TermId> sequence) const {
  for (auto rest = sequence;;) {
    const auto at = std::ranges::search(rest, run_);
    if (at.empty()) return false;
    rest = rest.subspan(static_cast<std::size_t>(at.begin() - rest.begin()));
    if (last_ == nullptr || (rest.size() > run_.size() && last_->filled_by(piece_, rest[run_.size()])))
      return true;
    rest = rest.subspan(1);
  }
}

/// The same among bytes: a number begins where the byte before it ended one.
bool PhraseText::is_in(std::string_view sequence) const {
  for (std::size_t from = 0; from + packed_.size() <= sequence.size(); ++from) {
    from = base::find_bytes(packed_, sequence, from);
    if (from == std::string_view::npos) return false;
    if (from > 0 && (sequence[from - 1] & 0x80) != 0) continue;
    if (last_ == nullptr) return true;
    auto rest = sequence.substr(from + packed_.size());
    if (!rest.empty() && last_->filled_by(piece_, static_cast<TermId>(take_varint(rest)))) return true;
  }
  return false;
}

}  // namespace entente::search

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/name_pool.hpp"

#include <algorithm>

#include "base/find_bytes.hpp"

namespace entente::registry {

void NamePool::put(const base::Uuid& id, std::string_view folded) {
  drop(id);
  places_.insert_or_assign(id, entries_.size());
  entries_.push_back({text_.size(), text_.size() + folded.size(), id});
  text_ += folded;
  std::replace(text_.begin() + static_cast<std::ptrdiff_t>(entries_.back().begin), text_.end(), '\n', ' ');
  text_ += '\n';
}

void NamePool::drop(const base::Uuid& id) {
  const auto at = places_.find(id);
  if (at == places_.end()) return;
  const auto& entry = entries_[at->second];
  std::fill(text_.begin() + static_cast<std::ptrdiff_t>(entry.begin),
            text_.begin() + static_cast<std::ptrdiff_t>(entry.end), '\n');
  places_.erase(at);
  constexpr std::size_t kFew = 64;
  if (entries_.size() > kFew && entries_.size() > 2 * places_.size()) tidy_up();
}

void NamePool::clear() {
  text_.clear();
  entries_.clear();
  places_.clear();
}

/// Leaves out what was dropped.
void NamePool::tidy_up() {
  std::string text;
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const auto& [begin, end, id] = entries_[i];
    const auto at = places_.find(id);
    if (at == places_.end() || at->second != i) continue;
    at->second = entries.size();
    entries.push_back({text.size(), text.size() + (end - begin), id});
    text.append(text_, begin, end - begin);
    text += '\n';
  }
  text_ = std::move(text);
  entries_ = std::move(entries);
}

void NamePool::each_with(const std::vector<std::string>& words,
                         const std::function<void(std::string_view folded, const base::Uuid&)>& visit) const {
  // The longest stands in the fewest names.
  const auto longest = std::ranges::max_element(words, {}, &std::string::size);
  if (longest == words.end() || longest->empty()) return;
  for (auto at = base::find_bytes(*longest, text_, 0); at != std::string::npos;) {
    const auto entry = std::ranges::upper_bound(entries_, at, {}, &Entry::begin) - 1;
    const auto folded = std::string_view(text_).substr(entry->begin, entry->end - entry->begin);
    // What nobody writes holds a line break: it does not reach into the next name.
    if (std::ranges::all_of(words,
                            [&](const std::string& word) { return folded.find(word) != std::string::npos; }))
      visit(folded, entry->id);
    at = base::find_bytes(*longest, text_, std::max(entry->end, at + 1));
  }
}

}  // namespace entente::registry

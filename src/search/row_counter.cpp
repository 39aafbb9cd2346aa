// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/row_counter.hpp"

#include <algorithm>
#include <cstring>
#include <tuple>
#include <utility>

namespace entente::search {
namespace {

/// To count the frequent values of a document by its row costs as much as to look at the bits of so many
/// times 64 documents.
constexpr std::size_t kWordsARow = 32;

/// Most rows have no more codes. So many are copied of each, as what follows a section can be read, too.
constexpr std::size_t kCopied = 16;
static_assert(kCopied * sizeof(std::uint16_t) <= sizeof(SegmentFooter));

/// Counts what stands in the rows of documents. Rows are put one behind the other first: of a loop over each,
/// no processor could foretell the end. They lie far apart, and are sent for ahead.
template <class T>
void add_rows(std::span<const Doc> documents, const Segment::PackedRows<T>& rows, std::uint32_t* counts) {
  if (documents.empty()) return;
  constexpr std::size_t kTogether = 64, kAhead = 48, kFarAhead = 96;
  std::array<T, kTogether * kCopied> flat;
  const auto* last = documents.data() + documents.size() - 1;
  for (std::size_t begin = 0; begin < documents.size(); begin += kTogether) {
    std::size_t size = 0;
    for (const auto& doc : documents.subspan(begin, std::min(kTogether, documents.size() - begin))) {
      __builtin_prefetch(rows.starts + *std::min(&doc + kFarAhead, last));
      __builtin_prefetch(rows.codes + rows.starts[*std::min(&doc + kAhead, last)]);
      const auto row = rows.of(doc);
      if (row.size() > kCopied) {
        for (const auto code : row) ++counts[code];
        continue;
      }
      std::memcpy(flat.data() + size, row.data(), kCopied * sizeof(T));
      size += row.size();
    }
    for (std::size_t i = 0; i < size; ++i) ++counts[flat[i]];
  }
}

}  // namespace

RowCounter::RowCounter(const Segment& base, std::optional<Facet> only)
    : base_(base), end_(base.codes()), counts_(base.codes()) {
  if (only) std::tie(begin_, end_) = base.codes_of(*only);
}

std::span<const Code> RowCounter::frequent_told() const {
  const auto all = base_.frequent();
  const auto first = std::ranges::lower_bound(all, begin_), last = std::ranges::lower_bound(all, end_);
  return {first, last};
}

std::size_t RowCounter::cost_of_frequent() const {
  return frequent_told().size() * base_.words_of_bits() / kWordsARow;
}

void RowCounter::count_rare(std::span<const Doc> documents) {
  add_rows(documents, base_.narrow(), counts_.data());
  if (!base_.has_wide()) return;
  const auto wide = base_.wide();
  for (const auto doc : documents)
    for (const auto code : wide.of(doc)) ++counts_[code];
}

void RowCounter::count_batch() {
  const auto documents = std::span(batch_).first(std::exchange(size_, 0));
  count_rare(documents);
  add_rows(documents, base_.often(), frequent_.data());
}

void RowCounter::add(BitsView documents, std::size_t size) {
  if (cost_of_frequent() > size) {
    each_document(documents, [this](Doc doc) {
      add(doc);
      return true;
    });
    return;
  }
  add_frequent(documents);
  add_rare(documents);
}

void RowCounter::add_frequent(BitsView documents) {
  for (const auto code : frequent_told())
    counts_[code] += static_cast<std::uint32_t>(in_both(documents, base_.bits(code)));
}

void RowCounter::add_rare(BitsView documents) {
  count_batch();
  each_document(documents, [this](Doc doc) {
    batch_[size_++] = doc;
    if (size_ == batch_.size()) count_rare(std::span(batch_).first(std::exchange(size_, 0)));
    return true;
  });
  count_rare(std::span(batch_).first(std::exchange(size_, 0)));
}

void RowCounter::add_to(CodeCounts& counts) {
  count_batch();
  const auto codes = base_.frequent();
  for (std::size_t i = 0; i < codes.size(); ++i) counts_[codes[i]] += std::exchange(frequent_[i], 0);
  for (Code code = begin_; code < end_; ++code) counts[code] += counts_[code];
}

void RowCounter::take_from(CodeCounts& counts) {
  CodeCounts all(end_);
  add_to(all);
  for (Code code = begin_; code < end_; ++code) counts[code] -= all[code];
}

}  // namespace entente::search

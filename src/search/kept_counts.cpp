// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/kept_counts.hpp"

#include "search/bits.hpp"

namespace entente::search {

void Rows::add(std::span<const Code> row) {
  auto place = frequent_codes.begin();
  for (const auto code : row) {
    while (place != frequent_codes.end() && *place < code) ++place;
    if (place != frequent_codes.end() && *place == code)
      frequent.push_back(static_cast<std::uint8_t>(place - frequent_codes.begin()));
    else if (code < narrow_codes)
      narrow.push_back(static_cast<std::uint16_t>(code));
    else
      wide.push_back(code);
  }
  narrow_starts.push_back(static_cast<std::uint32_t>(narrow.size()));
  frequent_starts.push_back(static_cast<std::uint32_t>(frequent.size()));
  wide_starts.push_back(static_cast<std::uint32_t>(wide.size()));
}

void Rows::write(SectionWriter& out) const {
  out.whole(Section::narrow_rows, narrow);
  out.whole(Section::narrow_starts, narrow_starts);
  out.whole(Section::frequent_rows, frequent);
  out.whole(Section::frequent_starts, frequent_starts);
  out.whole(Section::wide_rows, wide);
  // Where all are narrow, nothing is said of each document.
  out.whole(Section::wide_starts, wide.empty() ? std::vector<std::uint32_t>() : wide_starts);
}

void KeptCounts::add(std::span<const Posting> list) {
  starts_.push_back(bytes_.size());
  for (const auto p : list) rows_.each(doc_of(p), [&](Code code) { ++counts_[code]; });
  Code before = 0;
  for (Code code = 0; code < counts_.size(); ++code) {
    if (counts_[code] == 0) continue;
    put_varint(bytes_, code - before);
    put_varint(bytes_, counts_[code]);
    before = code;
    counts_[code] = 0;
  }
}

void KeptCounts::write(SectionWriter& out) {
  starts_.push_back(bytes_.size());
  out.whole(Section::counts, bytes_);
  out.whole(Section::count_starts, starts_);
}

}  // namespace entente::search

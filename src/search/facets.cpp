// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/facets.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <functional>
#include <iterator>

namespace entente::search {
namespace {
/// A set of facets.
using FacetSet = std::uint16_t;
static_assert(kFacets <= 16);
constexpr FacetSet set_of(std::size_t facet) {
  return static_cast<FacetSet>(1U << facet);
}
}  // namespace

FacetColumns::Code FacetColumns::code_of(Facet facet, const std::string& value) {
  const auto [at, is_new] =
      codes_of_[static_cast<std::size_t>(facet)].try_emplace(value, static_cast<Code>(facets_.size()));
  if (is_new) {
    values_.push_back(&at->first);
    facets_.push_back(static_cast<std::uint8_t>(facet));
    live_.push_back(0);
  }
  return at->second;
}

void FacetColumns::settle() {
  const auto before = [this](Code a, Code b) { return *values_[a] < *values_[b]; };
  std::array<std::ptrdiff_t, kFacets> old{};
  for (std::size_t f = 0; f < kFacets; ++f) old[f] = std::ssize(sorted_[f]);
  for (; settled_ < facets_.size(); ++settled_)
    sorted_[facets_[settled_]].push_back(static_cast<Code>(settled_));
  for (std::size_t f = 0; f < kFacets; ++f) {
    auto& codes = sorted_[f];
    if (std::ssize(codes) == old[f]) continue;
    std::sort(codes.begin() + old[f], codes.end(), before);
    std::inplace_merge(codes.begin(), codes.begin() + old[f], codes.end(), before);
  }
}

void FacetColumns::add(const Filters& values) {
  const auto begin = static_cast<std::ptrdiff_t>(codes_.size());
  for (const auto& [facet, value] : values) codes_.push_back(code_of(facet, value));
  std::sort(codes_.begin() + begin, codes_.end());
  codes_.erase(std::unique(codes_.begin() + begin, codes_.end()), codes_.end());
  for (auto at = codes_.begin() + begin; at != codes_.end(); ++at) ++live_[*at];
  starts_.push_back(codes_.size());
}

void FacetColumns::remove(Doc doc) {
  for (const auto code : row(doc)) --live_[code];
}

void FacetColumns::compact(const std::vector<bool>& alive) {
  std::vector<Code> new_codes(facets_.size());
  std::vector<const std::string*> values;
  std::vector<std::uint8_t> facets;
  std::vector<std::uint32_t> live;
  for (std::size_t f = 0; f < kFacets; ++f) {
    sorted_[f].clear();
    std::erase_if(codes_of_[f], [this](const auto& entry) { return live_[entry.second] == 0; });
    for (auto& [value, code] : codes_of_[f]) {
      values.push_back(&value);
      facets.push_back(static_cast<std::uint8_t>(f));
      live.push_back(live_[code]);
      code = new_codes[code] = static_cast<Code>(facets.size() - 1);
    }
  }
  std::vector<Code> codes;
  std::vector<std::size_t> starts = {0};
  for (Doc doc = 0; doc < alive.size(); ++doc) {
    if (!alive[doc]) continue;
    for (const auto code : row(doc)) codes.push_back(new_codes[code]);
    starts.push_back(codes.size());
  }
  values_ = std::move(values);
  facets_ = std::move(facets);
  live_ = std::move(live);
  codes_ = std::move(codes);
  starts_ = std::move(starts);
  settled_ = 0;
  settle();
}

Counts FacetColumns::narrow(std::vector<Hit>& hits, const Filters& filters) const {
  std::vector<std::uint32_t> counts(facets_.size());
  if (filters.empty()) {
    for (const auto& hit : hits)
      for (const auto code : row(hit.doc)) ++counts[code];
    return listed(counts);
  }

  FacetSet filtered = 0;
  std::vector<FacetSet> meets(facets_.size());  // by code: the filter that this value meets
  for (const auto& [facet, value] : filters) {
    const auto f = static_cast<std::size_t>(facet);
    filtered = static_cast<FacetSet>(filtered | set_of(f));
    if (const auto at = codes_of_[f].find(value); at != codes_of_[f].end()) meets[at->second] = set_of(f);
  }
  std::erase_if(hits, [&](const Hit& hit) {
    FacetSet met = 0;
    for (const auto code : row(hit.doc)) met = static_cast<FacetSet>(met | meets[code]);
    const auto missed = static_cast<FacetSet>(filtered & ~met);
    if (missed == 0) {
      for (const auto code : row(hit.doc)) ++counts[code];
    } else if (std::has_single_bit(missed)) {
      // It would be a result if that one facet were open: there, and only there, it counts.
      const auto open = std::countr_zero(missed);
      for (const auto code : row(hit.doc)) counts[code] += facets_[code] == open ? 1 : 0;
    }
    return missed != 0;
  });
  return listed(counts);
}

FacetColumns::Chosen::Chosen(const FacetColumns& columns, Facet facet, const std::vector<std::string>& values)
    : columns_(&columns), wanted_(columns.facets_.size()) {
  const auto& codes = columns.codes_of_[static_cast<std::size_t>(facet)];
  for (const auto& value : values)
    if (const auto at = codes.find(value); at != codes.end()) wanted_[at->second] = true;
}

Counts FacetColumns::listed(const std::vector<std::uint32_t>& counts) const {
  Counts out;
  std::vector<Code> found;
  for (std::size_t f = 0; f < kFacets; ++f) {
    found.clear();
    for (const auto code : sorted_[f])
      if (counts[code] != 0) found.push_back(code);
    // Equal counts stay in the order of the values.
    std::ranges::stable_sort(found, std::greater{}, [&](Code code) { return counts[code]; });
    out[f].reserve(found.size());
    for (const auto code : found) out[f].push_back({*values_[code], counts[code]});
  }
  return out;
}

}  // namespace entente::search

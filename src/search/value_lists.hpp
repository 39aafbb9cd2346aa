// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "search/kept_counts.hpp"

namespace entente::search {

/// For each value the documents that have it, by code as many as `value_counts` says; of the frequent ones
/// also as bits, with the counts of the others in them, and in two of them together. `of_facet`: by facet,
/// where its codes begin and end.
void write_value_lists(SectionWriter&, const Rows&, std::span<const std::uint32_t> value_counts,
                       std::span<const std::uint32_t> of_facet, const Thresholds&, KeptCounts&);

}  // namespace entente::search

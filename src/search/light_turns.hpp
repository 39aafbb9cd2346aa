// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <vector>

#include "search/section_writer.hpp"

namespace entente::search {

/// Collects when documents change their light, and writes it: of each the first day and a sequence, of which
/// there are few, as most records go through the same lights in the same time.
class LightTurns {
 public:
  /// Of the next document, in the order of the days.
  void add(const std::vector<std::pair<std::int32_t, std::uint8_t>>& lights);
  void write(SectionWriter&) const;

 private:
  using Sequence = std::vector<std::pair<std::uint32_t, std::uint32_t>>;  // days after the first, light
  std::map<Sequence, std::uint32_t> numbers_;
  std::vector<std::int32_t> days_;
  std::vector<std::uint32_t> of_, turns_, starts_ = {0};
};

}  // namespace entente::search

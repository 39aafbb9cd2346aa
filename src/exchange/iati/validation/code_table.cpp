// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/validation/code_table.hpp"

namespace entente::exchange::iati::validation {

CodeTable::Slot& CodeTable::place(const scan::Ends& ends, std::size_t length) {
  auto slot = ends.hash(length);
  for (;; ++slot) {
    auto& s = slots_[slot & (slots_.size() - 1)];
    if (s.standing == Standing::unknown || (s.ends == ends && s.length == length)) return s;
  }
}

void CodeTable::add(std::string_view code, Standing standing) {
  if (code.size() > kShort) {
    long_.insert_or_assign(std::string(code), standing);
    return;
  }
  if (2 * (used_ + 1) > slots_.size()) {
    std::vector<Slot> before(slots_.size() * 2);
    before.swap(slots_);
    for (const auto& s : before)
      if (s.standing != Standing::unknown) place(s.ends, s.length) = s;
  }
  const auto ends = scan::ends_of(code);
  auto& slot = place(ends, code.size());
  if (slot.standing == Standing::unknown) ++used_;
  slot = {ends, static_cast<std::uint8_t>(code.size()), standing};
}

Standing CodeTable::find_long(std::string_view code) const {
  const auto found = long_.find(code);
  return found == long_.end() ? Standing::unknown : found->second;
}

}  // namespace entente::exchange::iati::validation

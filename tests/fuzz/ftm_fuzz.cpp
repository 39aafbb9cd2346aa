// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Any bytes as a list of Follow-the-Money entities, and as changes to one: it is read whole or refused in one
// sentence that names the file, and what is read has an id and a name.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <span>
#include <string>

#include "base/error.hpp"
#include "screening/ftm.hpp"

namespace screening = entente::screening;

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

void check(std::span<const screening::ListFile> files) {
  try {
    const auto list = screening::read_ftm(files, {.line = 1 << 16, .entities = 1'000, .values = 500}).list;
    std::set<std::string> ids;
    for (const auto& entry : list.entries) {
      must(!entry.id.empty() && ids.insert(entry.id).second);
      must(!entry.party.names.empty());
      for (const auto& name : entry.party.names) must(!name.text.empty());
      for (const auto& country : entry.party.countries) must(country.size() == 2);
    }
  } catch (const entente::base::BadInput& refused) {
    must(!refused.thing().empty() && !refused.cause().empty());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const bool known = screening::looks_like_ftm(bytes);
  must(!screening::changes_in_ftm(bytes) || known);
  // A NUL divides the entities from the changes to them.
  const auto second = bytes.find('\0');
  const std::string_view first = std::string_view(bytes).substr(0, second);
  if (second == std::string::npos) {
    check(std::array{screening::ListFile{"list", first}});
  } else {
    check(std::array{screening::ListFile{"list", first},
                     screening::ListFile{"list 2", std::string_view(bytes).substr(second + 1)}});
  }
  return 0;
}

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Any bytes as an operator's file of boundaries: a drawing that a map can hold and nothing but a drawing, or
// a refusal that names the file.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "pages/boundaries.hpp"

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

/// What stands in the only path, of which nothing but the letters of a path may be.
void check(std::string_view svg) {
  constexpr std::size_t kMostBytes = 31'000;  // what it may weigh, and the frame around it
  must(svg.size() < kMostBytes && svg.starts_with("<svg xmlns=") && svg.ends_with("\"/></svg>"));
  const auto begin = svg.find(" d=\"") + 4;
  const auto path = svg.substr(begin, svg.find('"', begin) - begin);
  must(path.starts_with('M') && path.find('L') != path.npos);
  must(path.find_first_not_of("MLZ0123456789.- ") == path.npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    check(entente::pages::boundary_svg({reinterpret_cast<const char*>(data), size}, "borders.json"));
  } catch (const entente::base::BadInput& refused) {
    must(std::string_view(refused.what()).find("borders.json") != std::string_view::npos);
  }
  return 0;
}

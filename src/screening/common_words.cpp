// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/common_words.hpp"

#include <cstdlib>
#include <sstream>

#include "base/error.hpp"
#include "base/text.hpp"
#include "embedded/screening_data.hpp"

namespace entente::screening {
namespace {

constexpr std::string_view kFile = "data/screening/common_words.txt";

[[noreturn]] void refuse_line(std::size_t number, const std::string& cause) {
  throw base::BadInput(
      std::string(kFile) + ", line " + std::to_string(number), cause,
      "write a weight between 0 and 1, \"persons\" or \"all\", and words that stand nowhere else");
}

}  // namespace

const CommonWords& CommonWords::ours() {
  static const CommonWords one(embedded::screening_data(std::string(kFile)));
  return one;
}

CommonWords::CommonWords(std::string_view text) {
  std::istringstream lines{std::string(text)};
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (base::trimmed(line).empty() || line.starts_with('#')) continue;
    std::istringstream words(line);
    std::string weight, whose, word;
    words >> weight >> whose;
    char* end = nullptr;
    const double value = std::strtod(weight.c_str(), &end);
    if (*end != '\0' || !(value > 0 && value < 1)) refuse_line(number, "does not begin with a weight");
    if (whose != "persons" && whose != "all") refuse_line(number, "does not say whose names it is for");
    auto& into = whose == "persons" ? of_persons_ : of_all_;
    while (words >> word) {
      if (!into.emplace(word, value).second) refuse_line(number, "says \"" + word + "\" again");
    }
  }
}

double CommonWords::weight(std::string_view folded, Kind kind) const {
  if (kind == Kind::person || kind == Kind::unknown) {
    if (const auto found = of_persons_.find(folded); found != of_persons_.end()) return found->second;
  }
  const auto found = of_all_.find(folded);
  return found == of_all_.end() ? 1.0 : found->second;
}

}  // namespace entente::screening

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace entente::exchange::iati::validation {

/// The lines of a table of the standard: '#' comments and empty lines are passed over, two spaces are one
/// step of depth.
class Lines {
 public:
  Lines(std::string_view text, std::string file) : rest_(text), file_(std::move(file)) {}

  /// Goes to the next line that says something; ended() after the last.
  void next() {
    while (!rest_.empty()) {
      ++number_;
      const auto end = rest_.find('\n');
      line_ = rest_.substr(0, end);
      rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
      const auto first = line_.find_first_not_of(' ');
      if (first == std::string_view::npos || line_[first] == '#') continue;
      depth_ = first / 2;
      line_.remove_prefix(first);
      return;
    }
    line_ = {};
  }
  bool ended() const { return line_.empty(); }
  std::size_t depth() const { return depth_; }
  std::string_view line() const { return line_; }
  std::vector<std::string_view> words() const {
    std::vector<std::string_view> all;
    for (auto rest = line_; !rest.empty();) {
      const auto end = rest.find(' ');
      if (end != 0) all.push_back(rest.substr(0, end));
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    return all;
  }
  [[noreturn]] void fail(const std::string& cause) const {
    throw base::BadInput(file_ + ", line " + std::to_string(number_), cause, "Correct the table");
  }

 private:
  std::string_view rest_, line_;
  std::string file_;
  std::size_t number_ = 0, depth_ = 0;
};

}  // namespace entente::exchange::iati::validation

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace entente::exchange::iati::validation {

/// Lines of a file as they stand there, to be shown beside what is wrong with them. A long one is shown from
/// a column on and cut, so that a file in one line can be shown too.
class Excerpts {
 public:
  struct Line {
    std::string text;  ///< UTF-8, without its line end
    bool cut_before = false, cut_after = false;
    bool there = false;  ///< the file has that line
  };
  static constexpr std::uint64_t kBefore = 60;  ///< characters shown before the column
  static constexpr std::size_t kLongest = 240;  ///< characters shown

  /// Asks for a line, counted from 1; `column` must be seen. Before read().
  void want(std::uint64_t line, std::uint64_t column) { lines_[key(line, column)]; }
  /// Reads the file once, in whatever encoding; throws as Utf8Source does. Stops behind the last line wanted.
  /// `stop` is asked now and then: true leaves the rest.
  void read(std::istream&, std::string_view file_name, const std::function<bool()>& stop = {});
  /// What was asked for.
  const Line& at(std::uint64_t line, std::uint64_t column) const { return lines_.at(key(line, column)); }

 private:
  using Key = std::pair<std::uint64_t, std::uint64_t>;  ///< line, first character shown from 1
  static Key key(std::uint64_t line, std::uint64_t column) {
    return {line, column > kBefore * 2 ? column - kBefore : 1};
  }
  std::map<Key, Line> lines_;
};

}  // namespace entente::exchange::iati::validation

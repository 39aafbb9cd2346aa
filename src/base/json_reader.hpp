// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace entente::base {

/// Reads strict JSON value by value, in the order of the text, for those who know what they expect: no tree
/// is made. Throws BadInput naming `thing` and the line where the text is not JSON.
class JsonReader {
 public:
  /// Both outlive what is read. The text must be UTF-8.
  JsonReader(std::string_view text, std::string_view thing);

  enum class Kind : std::uint8_t { object, array, string, number, literal };
  /// What kind of value comes next.
  Kind next();

  /// Goes into the object or array that comes next; then member() or item() until there is no more.
  void begin();
  /// Whether the object has one more member, whose value comes next. The name lives as long as the reader.
  bool member(std::string_view& name);
  /// Whether the array has one more item, which comes next.
  bool item();

  /// The string that comes next; it lives as long as the reader.
  std::string_view string();
  /// The number that comes next; nothing where it is no integer of 64 bits.
  std::optional<std::int64_t> integer();
  /// Passes over the value that comes next, whatever it is: 64 levels at most.
  void skip(int levels = 64);
  /// Goes on behind a value that comes next and was read otherwise, up to that place in the text.
  void pass(std::size_t to) { at_ = to; }
  /// How much of the text is read, in bytes: behind next(), where the value begins; behind a value, its end.
  std::size_t at() const { return at_; }
  /// Nothing but white space may follow.
  void end();

 private:
  [[noreturn]] void fail(std::string_view cause) const;
  void pass_space();
  bool another(char close);
  std::string_view unescaped(std::size_t begin);
  std::uint32_t code_unit();
  void append_escape(std::string& out);
  std::string_view number();
  void literal();

  std::string_view text_, thing_;
  std::size_t at_ = 0;
  bool first_ = false;               ///< in what was begun last nothing has come yet
  std::deque<std::string> written_;  ///< strings that stand in the text otherwise than they are
};

}  // namespace entente::base

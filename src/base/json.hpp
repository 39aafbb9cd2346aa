// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/fwd.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace entente::base {

/// The canonical form of RFC 8785 for what the register writes: members sorted by name (UTF-16 code
/// units), no white space, strings escaped as JSON.stringify does, integers below 2^53. Throws Error
/// on a floating-point number: the register keeps decimals as strings.
std::string canonical_json(const boost::json::value&);

/// The same form, written without a tree: a value at the end of `out`.
void append_canonical(std::string& out, std::string_view text);
void append_canonical(std::string& out, std::int64_t number);

/// An object at the end of a text, its members given in any order, each name once.
class CanonicalObject {
 public:
  explicit CanonicalObject(std::string& out) : out_(out), start_(out.size()) {}
  /// What is appended next is the value of this member.
  void begin(std::string_view name);
  /// Takes back the member begun last.
  void drop();
  bool empty() const { return members_.empty(); }
  /// Closes the object; without members it is `{}`.
  void end();

 private:
  struct Member {
    std::string_view name;  ///< outlives this
    std::size_t at = 0;     ///< of its name in out_
  };
  std::string& out_;
  std::size_t start_;
  std::vector<Member> members_;
};

/// Parses strict JSON with limits (64 levels). Throws BadInput naming `thing` and where it broke.
boost::json::value parse_json(std::string_view text, std::string_view thing);

}  // namespace entente::base

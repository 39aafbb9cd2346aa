// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Internal to exchange/json: JSON as a tree that knows where in the file each value stands, so that a
/// refusal can name line and column, and a record's own bytes can be kept.
namespace entente::exchange::json {

enum class Kind : std::uint8_t { null, boolean, number, string, list, object };

/// A value. Offsets are bytes from the beginning of the text.
struct Node {
  Kind kind = Kind::null;
  std::size_t begin = 0, end = 0;
  std::string name;            ///< of a member; empty elsewhere
  std::string text;            ///< a string's characters; a number as it is written
  std::vector<Node> children;  ///< items of a list, members of an object

  const Node* member(std::string_view called) const;
};

/// A fault that leaves the text JSON and yet not to be trusted: a member that stands twice, a NUL
/// character, half a surrogate pair. It is for whoever reads that part of the tree to refuse it.
struct Flaw {
  std::size_t offset = 0;
  std::string cause;  ///< ends the sentence "member 'title' …"
};

struct Tree {
  Node root;
  std::vector<Flaw> flaws;  ///< in order of their offsets
};

struct Limits {
  std::size_t bytes = 64 << 20;    ///< of a file
  std::size_t values = 2'000'000;  ///< strings, numbers, lists, objects … of a file
  std::size_t depth = 40;          ///< lists and objects within one another
};

/// Where text cannot be read as JSON.
struct SyntaxFault {
  std::size_t offset = 0;
  std::string cause;  ///< ends the sentence "… is not JSON: "
};

/// Reads strict JSON (RFC 8259) in UTF-8. Throws SyntaxFault.
Tree parse(std::string_view text, const Limits&);

/// The same value as compact JSON.
std::string write(const Node&);

/// The value that a path such as "places[2].code" leads to, or the last one on the way that is there.
const Node& at(const Node& from, std::string_view path);
/// The path that leads to the value at an offset.
std::string path_to(const Node& from, std::size_t offset);

/// Lines and columns of a text (bytes), counted from 1.
class Lines {
 public:
  explicit Lines(std::string_view text);
  std::uint64_t line(std::size_t offset) const;
  std::uint64_t column(std::size_t offset) const;

 private:
  std::vector<std::size_t> starts_;
};

}  // namespace entente::exchange::json

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exchange/iati/validation/tree.hpp"

namespace entente::exchange::iati::validation {

/// Why a text is no XML, and where in it. `say` names the messages.
struct Fault {
  std::uint32_t offset = 0;
  std::string_view say;
  std::string value, other;
};

enum class Parsed : std::uint8_t { whole, unfinished, fault };

/// The kinds of markup that are no element.
enum class Markup : std::uint8_t { comment, cdata, instruction, doctype, end_tag, element, none };

/// What a prefix stands for, as far as it matters here.
enum class Space : std::uint8_t { none, other, schema_instance };
/// Prefixes ("" for the default) and their namespaces.
using Bindings = std::vector<std::pair<std::string, Space>>;

/// Reads elements into a tree, as XML 1.0 with namespaces has it: what libxml2 would refuse is a fault. The
/// text must end with a NUL that is not counted. Nothing is allocated for an element.
class Parser {
 public:
  explicit Parser(const Standard& standard) : standard_(standard) {}

  static constexpr std::size_t kDeepest = 200, kMostAttributes = 200;

  /// The namespaces that hold from the root on.
  void bind(Bindings bindings);
  const Bindings& bindings() const { return root_; }

  /// The element whose '<' stands at `at`, with all below it; the tree is emptied first. `parent` is the
  /// place it stands in. Leaves `at` behind it. An activity inside another, where the standard knows none, is
  /// taken as the next one: the first has lost its end.
  Parsed element(std::string_view text, std::uint32_t& at, PlaceId parent, Tree& tree);
  /// Its start tag alone, which is how the root is read: the tree has one node. The bindings it makes are
  /// kept for all that follows. `empty` says whether it ended there.
  Parsed root(std::string_view text, std::uint32_t& at, Tree& tree, bool& empty);
  /// What stands at a '<'; passes over comments and instructions, leaving `at` behind them.
  Parsed markup(std::string_view text, std::uint32_t& at, Markup& kind);

  const Fault& fault() const { return fault_; }

 private:
  struct Open {
    std::uint32_t node;
    std::uint32_t last = kNoNode;  ///< its last child
    std::uint32_t bindings;        ///< how many held before it
  };
  struct Binding {
    std::string_view prefix;
    Space space;
  };

  Parsed fail(std::uint32_t at, std::string_view say, std::string_view value = {},
              std::string_view other = {});
  Parsed start_tag(std::uint32_t& at, PlaceId parent, bool& empty);
  Parsed read_attribute(std::uint32_t& at, Node& node);
  Parsed end_tag(std::uint32_t& at);
  Parsed text_run(std::uint32_t& at);
  Parsed comment(std::uint32_t& at);
  Parsed instruction(std::uint32_t& at);
  Parsed cdata(std::uint32_t& at);
  void resolve(Node& node);
  void link(Node& node, std::uint32_t number);
  void chain(Node& node, std::uint32_t number, const Node& before);
  const Binding* binding(std::string_view prefix) const;

  const Standard& standard_;
  Bindings root_;
  std::vector<std::vector<std::pair<Name, std::uint32_t>>> lasts_;  ///< by depth
  std::vector<Binding> bindings_;
  std::vector<Open> open_;
  std::string_view text_;
  Tree* tree_ = nullptr;
  Fault fault_;
};

}  // namespace entente::exchange::iati::validation

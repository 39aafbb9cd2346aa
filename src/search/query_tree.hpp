// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "search/index.hpp"

/// What the text of a query asks for, once it has been read: the form the index works on. It knows no
/// language: the names of fields, countries and parties have become facets, codes and ids.
namespace entente::search {

/// A folded word.
struct Word {
  std::string text;
  bool prefix = false;  ///< it stands for all that begin so
  bool alike = false;   ///< it stands for those of its stem, too; never together with `prefix`
  bool operator==(const Word&) const = default;
};

/// Words that follow one another in one text: one word, a phrase, or a run of ideographs as its pairs. Never
/// empty. Only the last can be a prefix, and `alike` only where it is the only one.
struct Phrase {
  std::vector<Word> words;
  bool loose = false;  ///< a run of ideographs that nobody put in quotation marks
  bool operator==(const Phrase&) const = default;
};

/// The document has one of these values of the facet. Sorted, each once; never empty.
struct Values {
  Facet facet = Facet::goal;
  std::vector<std::string> any;
  bool in_words = false;  ///< words stand for it: it counts in ranking as they do, where a condition does not
  bool operator==(const Values&) const = default;
};

/// What of a document is a number rather than a word or a code.
enum class Figure : std::uint8_t {
  start,    ///< its first day; a document that has none is in no range
  changed,  ///< the day of its last change
  amount,   ///< what was promised in one currency, in whole units; a document may have several
};

/// A figure lies in a range, both ends included. Days are counted since 1970-01-01.
struct Range {
  static constexpr auto kLeast = std::numeric_limits<std::int64_t>::min();
  static constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
  Figure figure = Figure::start;
  std::int64_t least = kLeast, most = kMost;
  std::string currency;  ///< of an amount; empty: any
  bool operator==(const Range&) const = default;
};

/// On the day of the query the document shows one of these lights: a set, bit n for kLights[n].
struct Lights {
  std::uint8_t any = 0;
  bool operator==(const Lights&) const = default;
};

struct FoundBefore;
/// Documents that were found before.
struct Chosen {
  std::shared_ptr<const FoundBefore> hits;
  bool operator==(const Chosen&) const = default;
};

struct Node;
/// Every part. All of nothing is every document.
struct All {
  std::vector<Node> parts;
};
/// At least one part. Any of nothing is none; what read_query() makes has two or more.
struct Any {
  std::vector<Node> parts;
};

struct Node {
  std::variant<All, Any, Phrase, Values, Range, Lights, Chosen> is;
  bool excluded = false;  ///< the documents it does not describe
};
using Nodes = std::vector<Node>;
bool operator==(const All&, const All&);
bool operator==(const Any&, const Any&);
bool operator==(const Node&, const Node&);

/// One part as it is, several as an All.
Node together(Nodes);
/// The parts of an All, each once: of each part, `choices` has what OR ties together.
Nodes joined_parts(std::vector<std::vector<Nodes>> choices);
/// The words of a tree that are not excluded, each once, in their order. They live as long as the tree.
std::vector<const Word*> words_wanted(const Node&);

}  // namespace entente::search

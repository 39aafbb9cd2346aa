// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "exchange/iati/cutter.hpp"
#include "model/values.hpp"

namespace entente::exchange::iati {

/// What all readers of one activity share.
struct Reading {
  explicit Reading(const Root& file) : root(file) {}

  const Root& root;
  pugi::xml_node activity;
  std::string_view prefix;         ///< of the activity's own name, which its elements carry too
  std::string_view own_namespace;  ///< the default namespace that is IATI's in this file; mostly none
  std::string_view language;       ///< of texts that name none
  std::string_view currency;       ///< of amounts that name none
  model::Source source;            ///< the reporting organisation and the day it last changed the activity
  std::int64_t taken = 0;          ///< elements that found a place in the model
};

/// An element of an activity. Whoever models one takes it: what nobody took is counted as unmodelled.
class Element {
 public:
  Element(pugi::xml_node node, Reading& reading) : node_(node), reading_(&reading) {}

  /// Its name without the file's own prefix; "" where it is of a foreign namespace.
  std::string_view name() const;
  /// Trimmed; "" where there is none.
  std::string_view attribute(const char* name) const;
  /// The same, or "" where it is longer than the model takes: it stays in the original.
  std::string short_attribute(const char* name, std::size_t most = 500) const;
  /// All its text, trimmed.
  std::string text() const;
  /// Its narratives, each in its language; they are taken. `first` receives the first that is not empty.
  base::Text narratives(std::string* first = nullptr) const;
  /// The date in an attribute; nothing where it is absent or no date.
  std::optional<base::PartialDate> date(const char* attribute = "iso-date") const;
  /// The amount of a <value>; nothing where it is no number.
  std::optional<base::Money> money() const;
  /// Reads a percentage attribute; false where there is one that is no number.
  bool percentage(std::optional<base::Decimal>& into) const;

  void take() const { ++reading_->taken; }
  Reading& reading() const { return *reading_; }

  /// Calls `visit` with each child element.
  template <class Visit>
  void each(Visit visit) const {
    for (const auto child : node_.children())
      if (child.type() == pugi::node_element) visit(Element(child, *reading_));
  }

  /// What an element that is a code alone says; it is taken. "" where it says none, or a longer one.
  std::string code() const;

  /// All elements below and including this one.
  std::int64_t count() const;

 private:
  std::string_view language() const;

  pugi::xml_node node_;
  Reading* reading_;
};

}  // namespace entente::exchange::iati

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pugixml.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "screening/list_reading.hpp"

/// Internal to the reader of the Security Council's list: what its entries are made of.
namespace entente::screening {

/// Elements within an entry that are passed over, each with the reason.
struct UnLeftOut {
  std::string_view element, why;
};
std::span<const UnLeftOut> left_out_of_un();

/// Elements within entries that are neither read nor left out on purpose: the list has grown, and says more
/// than this program knows. Each name once, with the first entry that has it.
class UnknownElements {
 public:
  void look(const pugi::xml_node& entry, std::string_view id);
  void tell(ListReading& reading) const;

 private:
  void walk(const pugi::xml_node& node, std::string_view id, int depth);
  std::vector<ListFault> found_;
  std::vector<std::string> names_;
};

}  // namespace entente::screening

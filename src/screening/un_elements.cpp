// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/un_elements.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "screening/list_document.hpp"

namespace entente::screening {

namespace {

constexpr auto kReadOfUn = std::to_array<std::string_view>({"ALIAS_NAME",
                                                            "CITY",
                                                            "CITY_OF_BIRTH",
                                                            "CITY_OF_ISSUE",
                                                            "COMMENTS1",
                                                            "COUNTRY",
                                                            "COUNTRY_OF_BIRTH",
                                                            "COUNTRY_OF_ISSUE",
                                                            "DATAID",
                                                            "DATE",
                                                            "DATE_OF_BIRTH",
                                                            "DATE_OF_ISSUE",
                                                            "DESIGNATION",
                                                            "ENTITY_ADDRESS",
                                                            "ENTITY_ALIAS",
                                                            "FIRST_NAME",
                                                            "FOURTH_NAME",
                                                            "FROM_YEAR",
                                                            "GENDER",
                                                            "INDIVIDUAL_ADDRESS",
                                                            "INDIVIDUAL_ALIAS",
                                                            "INDIVIDUAL_DATE_OF_BIRTH",
                                                            "INDIVIDUAL_DOCUMENT",
                                                            "INDIVIDUAL_PLACE_OF_BIRTH",
                                                            "ISSUING_COUNTRY",
                                                            "LAST_DAY_UPDATED",
                                                            "LISTED_ON",
                                                            "NAME_ORIGINAL_SCRIPT",
                                                            "NATIONALITY",
                                                            "NOTE",
                                                            "NOTES",
                                                            "NUMBER",
                                                            "QUALITY",
                                                            "REFERENCE_NUMBER",
                                                            "SECOND_NAME",
                                                            "STATE_PROVINCE",
                                                            "STREET",
                                                            "SUBMITTED_BY",
                                                            "SUBMITTED_ON",
                                                            "THIRD_NAME",
                                                            "TITLE",
                                                            "TO_YEAR",
                                                            "TYPE_OF_DATE",
                                                            "TYPE_OF_DOCUMENT",
                                                            "TYPE_OF_DOCUMENT2",
                                                            "UN_LIST_TYPE",
                                                            "VALUE",
                                                            "YEAR",
                                                            "ZIP_CODE"});

constexpr std::array<UnLeftOut, 4> kLeftOutOfUn{{{"LIST_TYPE", "says of every entry that it is of this list"},
                                                 {"SORT_KEY", "orders the printed list"},
                                                 {"SORT_KEY_LAST_MOD", "orders the printed list"},
                                                 {"VERSIONNUM", "is 1 in every entry of every version"}}};

/// Entries are three levels deep; a file that is not a list may be deeper.
constexpr int kDeepest = 8;

bool is_known(std::string_view name) {
  return std::ranges::find(kReadOfUn, name) != kReadOfUn.end() ||
         std::ranges::find(kLeftOutOfUn, name, &UnLeftOut::element) != kLeftOutOfUn.end();
}

}  // namespace

std::span<const UnLeftOut> left_out_of_un() {
  return kLeftOutOfUn;
}

void UnknownElements::look(const pugi::xml_node& entry, std::string_view id) {
  walk(entry, id, 0);
}

void UnknownElements::walk(const pugi::xml_node& node, std::string_view id, int depth) {
  if (depth == kDeepest) return;
  for (const auto child : node.children()) {
    if (child.type() != pugi::node_element) continue;
    const auto name = local_name(child);
    if (!is_known(name) && names_.size() < kFaultsKept && std::ranges::find(names_, name) == names_.end()) {
      constexpr std::size_t kNameShown = 60;
      names_.emplace_back(name);
      found_.push_back({std::string(id), "<" + std::string(base::clip_utf8(name, kNameShown)) +
                                             "> is no element that this program knows: left out, here and "
                                             "wherever else it stands"});
    }
    walk(child, id, depth + 1);
  }
}

void UnknownElements::tell(ListReading& reading) const {
  for (const auto& fault : found_)
    if (++reading.fault_count <= kFaultsKept) reading.faults.push_back(fault);
}

}  // namespace entente::screening

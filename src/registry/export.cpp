// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/export.hpp"

#include "model/record.hpp"
#include "model/vocabulary.hpp"

namespace entente::registry {

std::vector<std::string> csv_header() {
  std::vector<std::string> header{"id", "version"};
  for (auto& name : model::csv_columns(model::Partnership::kType)) header.push_back(std::move(name));
  for (const auto& role : model::vocabulary("role").terms) header.push_back("parties_" + role.code);
  header.emplace_back("parties_confirmed");
  return header;
}

std::vector<std::string> csv_row(const PartnershipView& view, std::string_view language) {
  std::vector<std::string> row{view.partnership.id.str(), std::to_string(view.partnership.version)};
  for (auto& cell : model::csv_cells(view.partnership.value, language)) row.push_back(std::move(cell));
  const auto names = [&](const auto& wanted) {
    std::string list;
    for (const auto& party : view.parties)
      if (wanted(party)) {
        if (!list.empty()) list += "; ";
        list += party.organisation.name.str(language);
      }
    return list;
  };
  for (const auto& role : model::vocabulary("role").terms)
    row.push_back(names([&](const Party& party) { return party.part.value.role == role.code; }));
  row.push_back(names([](const Party& party) { return party.state == "confirmed"; }));
  return row;
}

}  // namespace entente::registry

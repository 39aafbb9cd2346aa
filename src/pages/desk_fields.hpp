// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/messages.hpp"
#include "http/message.hpp"
#include "model/record.hpp"
#include "pages/view.hpp"

/// Internal to pages: what the forms of a desk hold, and the record that is made of it.
namespace entente::pages {

/// As typed, by the names of the fields: "title_en", "goals".
using DeskFields = std::map<std::string, std::string, std::less<>>;

bool is_desk_kind(std::string_view kind);
DeskFields fields_of_form(const http::Parameters&);
DeskFields fields_of_record(const model::Record&);

/// "6 6.1 mdg:7" as goals; nothing where one is not known, or they are too many.
std::optional<std::vector<model::Goal>> read_goals(std::string_view typed);
/// The same the other way.
std::string written_goals(const std::vector<model::Goal>&);

struct ReadDeskFields {
  std::optional<model::Record> record;
  std::string fault;  ///< the key of a message, where there is none
};
ReadDeskFields record_of_fields(const DeskFields&, std::string_view kind, const std::string& country);

/// For the template of the form. Texts are asked for in the languages that are offered, the reader's first,
/// and in those that they are there in.
View fields_view(const DeskFields&, std::string_view kind, const std::vector<std::string>& offered,
                 const base::Messages&);

}  // namespace entente::pages

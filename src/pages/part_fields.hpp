// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/messages.hpp"
#include "http/message.hpp"
#include "model/record.hpp"
#include "pages/view.hpp"

/// Internal to pages: what the form that corrects a party's part holds. Its texts are those of one language;
/// a text that is changed stands in no other any more.
namespace entente::pages {

/// As typed.
struct PartFields {
  std::string role, brings, risks, responsibilities, benefits;
  std::vector<std::string> contributes;
};
PartFields fields_of_part(const model::Participation&, std::string_view language);
PartFields part_fields_of_form(const http::Parameters&);

/// Puts them into the part that stands. The key of a message where they cannot: nothing is put then.
std::string put_into(model::Participation&, const PartFields&, std::string_view language);

/// A remark as it was typed, or the key of what is wrong with it.
std::string read_remark(base::Text& remark, std::string_view typed, std::string_view language);

/// {roles, contributions, texts} for the template of the form.
View part_fields_view(const PartFields&, const base::Messages&);

}  // namespace entente::pages

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/messages.hpp"
#include "http/multipart.hpp"
#include "model/record.hpp"
#include "pages/view.hpp"
#include "registry/agreeing.hpp"

/// Internal to pages: what the form of an agreement holds, and the record that is made of it.
namespace entente::pages {

/// A text of the form: its name, the record's member, its bound in bytes, and the rows it is typed in; 0: one
/// line.
struct AgreementText {
  std::string_view name, label;
  base::Text model::Agreement::*member;
  std::size_t most;
  int rows;
};
std::span<const AgreementText> agreement_text_fields();

struct AgreementDay {
  std::string_view name, label;
  std::optional<base::PartialDate> model::Agreement::*member;
};
std::span<const AgreementDay> agreement_day_fields();

struct TypedAgreement {
  std::map<std::string, std::string, std::less<>> texts;    ///< by the name of the field
  std::vector<std::string> parties;                         ///< ids of those that were ticked
  std::map<std::string, std::string, std::less<>> offices;  ///< by the id of the party
  std::vector<std::string> dropped;                         ///< hashes of files
};
TypedAgreement typed_agreement(const std::vector<http::Part>&);
TypedAgreement typed_agreement(const model::Agreement&, std::string_view language);

/// The record, or the key of what is wrong with what was typed. Texts in other languages stay as in `before`.
std::string put_into(model::Agreement&, const TypedAgreement&, std::string_view language);

/// {texts, acts, parties, files} for the template. `acts`: those that fit; `silent`: those of the parties for
/// which nobody can sign.
View agreement_fields_view(const model::Agreement& before, const TypedAgreement&,
                           const std::vector<std::string>& acts,
                           const std::vector<registry::OrganisationLine>& parties,
                           const std::vector<base::Uuid>& silent, const base::Messages&);

}  // namespace entente::pages

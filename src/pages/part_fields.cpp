// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/part_fields.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "http/form.hpp"
#include "model/vocabulary.hpp"
#include "pages/typed_text.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kMostPartText = 12'000, kMostRemark = 6'000;  // bytes: four of them fit into a form

/// The texts of a part, by the names of their fields.
struct PartText {
  const char* name;
  const char* label;
  std::string PartFields::*typed;
  base::Text model::Participation::*text;
};
constexpr std::array kPartTexts{
    PartText{"brings", "partnership.puts_in", &PartFields::brings, &model::Participation::brings},
    PartText{"risks", "partnership.risks", &PartFields::risks, &model::Participation::risks},
    PartText{"responsibilities", "partnership.responsibilities", &PartFields::responsibilities,
             &model::Participation::responsibilities},
    PartText{"benefits", "partnership.benefits", &PartFields::benefits, &model::Participation::benefits}};

View choice(const model::Term& each, bool chosen, std::string_view language) {
  View one;
  one["code"] = View(each.code);
  one["label"] = View(each.label.str(language));
  one["chosen"] = View(chosen);
  return one;
}

bool are_known(const PartFields& fields) {
  return model::vocabulary("role").find(fields.role) != nullptr &&
         std::ranges::all_of(fields.contributes, [](const std::string& code) {
           return model::vocabulary("contribution_kind").find(code) != nullptr;
         });
}

}  // namespace

PartFields fields_of_part(const model::Participation& part, std::string_view language) {
  PartFields fields;
  fields.role = part.role;
  fields.contributes = part.contributes;
  for (const auto& each : kPartTexts) fields.*each.typed = value_in(part.*each.text, language);
  return fields;
}

PartFields part_fields_of_form(const http::Parameters& form) {
  PartFields fields;
  fields.role = http::value_of(form, "role");
  for (const auto& [name, value] : form)
    if (name == "contributes" && std::ranges::find(fields.contributes, value) == fields.contributes.end())
      fields.contributes.push_back(value);
  for (const auto& each : kPartTexts) fields.*each.typed = typed_text(http::value_of(form, each.name));
  return fields;
}

std::string put_into(model::Participation& part, const PartFields& fields, std::string_view language) {
  if (!are_known(fields)) return "desk.fault.choice";
  if (std::ranges::any_of(kPartTexts,
                          [&](const auto& each) { return (fields.*each.typed).size() > kMostPartText; }))
    return "part.fault.long";
  part.role = fields.role;
  if (!std::ranges::is_permutation(part.contributes, fields.contributes))  // a form has an order of its own
    part.contributes = fields.contributes;
  for (const auto& each : kPartTexts)
    part.*each.text = with_value(part.*each.text, language, fields.*each.typed);
  return {};
}

std::string read_remark(base::Text& remark, std::string_view typed, std::string_view language) {
  const auto text = typed_text(typed);
  if (text.size() > kMostRemark) return "part.fault.long";
  remark = base::Text(language, text);
  return {};
}

View part_fields_view(const PartFields& fields, const base::Messages& messages) {
  const auto language = messages.language();
  View view;
  set_each(view, {"roles", "contributions", "texts"}, list_view());
  for (const auto& each : model::vocabulary("role").terms)
    view["roles"].push_back(choice(each, each.code == fields.role, language));
  for (const auto& each : model::vocabulary("contribution_kind").terms) {
    const bool chosen = std::ranges::find(fields.contributes, each.code) != fields.contributes.end();
    view["contributions"].push_back(choice(each, chosen, language));
  }
  for (const auto& each : kPartTexts) {
    View one;
    one["name"] = View(std::string(each.name));
    one["label"] = View(messages.get(each.label));
    one["value"] = View(fields.*each.typed);
    view["texts"].push_back(std::move(one));
  }
  return view;
}

}  // namespace entente::pages

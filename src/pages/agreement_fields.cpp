// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/agreement_fields.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "pages/format.hpp"
#include "pages/typed_text.hpp"

namespace entente::pages {

namespace {

constexpr std::array<AgreementText, 9> kTextFields{
    AgreementText{"title", "agreement.title", &model::Agreement::title, 600, 0},
    AgreementText{"wording", "agreement.wording", &model::Agreement::wording, 60'000, 14},
    AgreementText{"risks", "agreement.risks", &model::Agreement::risks, 6'000, 3},
    AgreementText{"responsibilities", "agreement.responsibilities", &model::Agreement::responsibilities,
                  6'000, 3},
    AgreementText{"resources", "agreement.resources", &model::Agreement::resources, 6'000, 3},
    AgreementText{"benefits", "agreement.benefits", &model::Agreement::benefits, 6'000, 3},
    AgreementText{"exit", "agreement.exit", &model::Agreement::exit, 6'000, 3},
    AgreementText{"amendment", "agreement.amendment", &model::Agreement::amendment, 6'000, 3},
    AgreementText{"reason", "agreement.reason", &model::Agreement::reason, 6'000, 3}};

constexpr std::array<AgreementDay, 3> kDayFields{
    AgreementDay{"starts", "agreement.starts", &model::Agreement::starts},
    AgreementDay{"ends", "agreement.ends", &model::Agreement::ends},
    AgreementDay{"effective", "agreement.effective", &model::Agreement::effective}};

constexpr std::string_view kOffice = "office:";

std::string value_of_typed(const TypedAgreement& typed, std::string_view name) {
  const auto found = typed.texts.find(name);
  return found == typed.texts.end() ? std::string() : found->second;
}

}  // namespace

std::span<const AgreementText> agreement_text_fields() {
  return kTextFields;
}

std::span<const AgreementDay> agreement_day_fields() {
  return kDayFields;
}

TypedAgreement typed_agreement(const std::vector<http::Part>& parts) {
  TypedAgreement typed;
  for (const auto& part : parts) {
    if (part.is_file) continue;
    std::string value(part.content);
    if (part.name == "party")
      typed.parties.push_back(std::move(value));
    else if (part.name == "drop")
      typed.dropped.push_back(std::move(value));
    else if (part.name.starts_with(kOffice))
      typed.offices[part.name.substr(kOffice.size())] = std::move(value);
    else
      typed.texts[part.name] = std::move(value);
  }
  return typed;
}

TypedAgreement typed_agreement(const model::Agreement& agreement, std::string_view language) {
  TypedAgreement typed;
  typed.texts["act"] = agreement.act;
  for (const auto& field : kTextFields)
    typed.texts[std::string(field.name)] = value_in(agreement.*field.member, language);
  for (const auto& field : kDayFields)
    if (const auto& day = agreement.*field.member) typed.texts[std::string(field.name)] = day->str();
  for (const auto& party : agreement.parties) {
    typed.parties.push_back(party.organisation.str());
    typed.offices[party.organisation.str()] = party.signer;
  }
  return typed;
}

std::string put_into(model::Agreement& agreement, const TypedAgreement& typed, std::string_view language) {
  for (const auto& [name, value] : typed.texts)
    if (!base::is_utf8(value)) return "agreement.fault.text";
  agreement.act = value_of_typed(typed, "act");
  for (const auto& field : kTextFields) {
    const auto value = typed_text(value_of_typed(typed, field.name));
    if (value.size() > field.most) return "part.fault.long";
    agreement.*field.member = with_value(agreement.*field.member, language, value);
  }
  for (const auto& field : kDayFields) {
    const std::string value(base::trimmed(value_of_typed(typed, field.name)));
    auto& day = agreement.*field.member;
    day = base::PartialDate::parse(value);
    if (!value.empty() &&
        (!day || day->precision() != base::PartialDate::Precision::day || day->str() != value))
      return "agreement.fault.day";
  }
  agreement.parties.clear();
  for (const auto& each : typed.parties) {
    const auto id = base::Uuid::parse(each);
    if (!id) return "agreement.fault.parties";
    const auto office = typed.offices.find(each);
    const auto signer =
        office == typed.offices.end() ? std::string() : std::string(base::trimmed(office->second));
    if (!base::is_utf8(signer) || signer.size() > 300) return "agreement.fault.office";
    agreement.parties.push_back({*id, {}, signer});
  }
  if (agreement.parties.size() < 2) return "agreement.fault.parties";
  std::erase_if(agreement.files, [&](const model::AgreedFile& file) {
    return std::ranges::find(typed.dropped, file.file) != typed.dropped.end();
  });
  return agreement.title.empty() ? "agreement.fault.title" : "";
}

View agreement_fields_view(const model::Agreement& before, const TypedAgreement& typed,
                           const std::vector<std::string>& acts,
                           const std::vector<registry::OrganisationLine>& parties,
                           const std::vector<base::Uuid>& silent, const base::Messages& messages) {
  const auto language = messages.language();
  View view;
  view["texts"] = list_view();
  for (const auto& field : kTextFields) {
    if (field.name == "reason" && acts.size() < 2) continue;
    View one;
    one["name"] = View(field.name);
    one["label"] = View(messages.get(field.label));
    one["value"] = View(value_of_typed(typed, field.name));
    one["most"] = View(std::to_string(field.most / 2));
    one["line"] = View(field.rows == 0);
    one["rows"] = View(std::to_string(field.rows));
    view["texts"].push_back(std::move(one));
  }
  view["days"] = list_view();
  for (const auto& field : kDayFields) {
    if (field.name == "effective" && acts.size() < 2) continue;
    View one;
    one["name"] = View(field.name);
    one["label"] = View(messages.get(field.label));
    one["value"] = View(value_of_typed(typed, field.name));
    view["days"].push_back(std::move(one));
  }
  view["acts"] = list_view();
  for (const auto& code : acts) {
    View one;
    one["code"] = View(code);
    one["label"] = View(term("agreement_act", code, language));
    one["chosen"] = View(code == value_of_typed(typed, "act"));
    view["acts"].push_back(std::move(one));
  }
  view["several_acts"] = View(acts.size() > 1);
  view["only_act"] = View(acts.empty() ? std::string() : acts.front());
  view["parties"] = list_view();
  for (const auto& party : parties) {
    const auto id = party.id.str();
    const auto office = typed.offices.find(id);
    View one;
    one["id"] = View(id);
    one["label"] = View(party.name.empty() ? id : std::string(party.name.str(language)));
    one["chosen"] = View(std::ranges::find(typed.parties, id) != typed.parties.end());
    one["silent"] = View(std::ranges::find(silent, party.id) != silent.end());
    one["office"] = View(office == typed.offices.end() ? std::string() : office->second);
    view["parties"].push_back(std::move(one));
  }
  view["files"] = list_view();
  for (const auto& file : before.files) {
    View one;
    one["hash"] = View(file.file);
    one["name"] = View(file.name);
    one["chosen"] = View(std::ranges::find(typed.dropped, file.file) != typed.dropped.end());
    view["files"].push_back(std::move(one));
  }
  view["some_files"] = View(!before.files.empty());
  return view;
}

}  // namespace entente::pages

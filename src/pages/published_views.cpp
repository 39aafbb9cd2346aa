// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/published_views.hpp"

#include <array>

#include "model/identifier.hpp"
#include "model/vocabulary.hpp"
#include "pages/format.hpp"
#include "pages/record_views.hpp"

namespace entente::pages {

namespace {

/// The kinds of which the register has words for codes, in a vocabulary of the same name. Of types of finance
/// and modalities of aid it names groups, by what their codes begin with.
struct WordedKind {
  std::string_view kind;
  bool by_beginning;
};
constexpr std::array kWorded{WordedKind{"flow_type", false},
                             WordedKind{"finance_type", true},
                             WordedKind{"aid_type", true},
                             WordedKind{"tied_status", false},
                             WordedKind{"collaboration_type", false},
                             WordedKind{"policy_marker", false}};

View linked(const std::string& address) {
  return model::is_linkable(address) ? View(address) : View(false);
}

View classification_row(const model::Classification& c, const base::Messages& messages) {
  const auto language = messages.language();
  View row;
  row["kind"] = View(term("classification_kind", c.kind, language));
  row["name"] = text_or_nothing(classification_name(c, language));
  row["text"] = text_view(c.name, language);
  row["code"] = text_or_nothing(c.code);
  const auto known = model::vocabulary("policy_significance").find(c.weight) != nullptr;
  row["weight"] = c.weight.empty() ? View(false)
                  : known          ? View(term("policy_significance", c.weight, language))
                                   : View(c.weight);
  row["share"] = c.percentage ? View(messages.percent(*c.percentage)) : View(false);
  // Humanitarian, say: its kind says all.
  row["plain"] = View(c.code.empty() && c.name.empty() && !c.percentage);
  return row;
}

View contact_row(const model::Contact& contact, const base::Messages& messages) {
  const auto language = messages.language();
  View row;
  row["kind"] = text_or_nothing(term("contact_kind", contact.kind, language));
  row["organisation"] = text_view(contact.organisation, language);
  row["department"] = text_view(contact.department, language);
  row["person"] = text_view(contact.person, language);
  row["job"] = text_view(contact.job, language);
  row["address"] = text_view(contact.address, language);
  row["telephone"] = text_or_nothing(contact.telephone);
  row["email"] = text_or_nothing(contact.email);
  row["mail"] = linked("mailto:" + contact.email);
  row["website"] = text_or_nothing(contact.website);
  // Most are written as one would say them.
  row["site"] = linked(contact.website.starts_with("www.") ? "http://" + contact.website : contact.website);
  return row;
}

}  // namespace

std::string classification_name(const model::Classification& c, std::string_view language) {
  if (!c.vocabulary.empty() || c.code.empty()) return {};
  for (const auto& [kind, by_beginning] : kWorded) {
    if (c.kind != kind) continue;
    const auto& words = model::vocabulary(kind);
    for (auto code = std::string_view(c.code); !code.empty(); code.remove_suffix(1)) {
      if (const auto* known = words.find(code)) return std::string(known->label.str(language));
      if (!by_beginning) break;
    }
  }
  return {};
}

View classification_table(const std::vector<model::Classification>& all, const base::Messages& messages) {
  return table_of(all, kMostRows, messages, [&](const auto& c) { return classification_row(c, messages); });
}

View contact_table(const std::vector<model::Contact>& contacts, const base::Messages& messages) {
  return table_of(contacts, kMostRows, messages,
                  [&](const auto& contact) { return contact_row(contact, messages); });
}

View condition_table(const std::vector<model::Condition>& conditions, const base::Messages& messages) {
  return table_of(conditions, kMostRows, messages, [&](const model::Condition& condition) {
    View row;
    row["kind"] = text_or_nothing(term("condition_kind", condition.kind, messages.language()));
    row["text"] = text_view(condition.text, messages.language());
    return row;
  });
}

}  // namespace entente::pages

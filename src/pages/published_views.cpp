// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/published_views.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

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
                             WordedKind{"policy_marker", false},
                             WordedKind{"budget_not_provided", false},
                             WordedKind{"channel", false}};

/// What was asked and denied: a marker that is no aim, an activity that is not humanitarian.
bool is_denied(const model::Classification& c) {
  return c.weight == "0";
}

/// Of lists of sectors there are two that are their publisher's own.
bool is_own_list(std::string_view vocabulary) {
  return vocabulary == "99" || vocabulary == "98";
}

/// The address of a list of codes that is its publisher's own, where a page may link to it.
View list_address(const std::string& uri) {
  return !uri.starts_with("mailto:") && model::is_linkable(uri) ? View(uri) : View(false);
}

View linked(const std::string& address) {
  return model::is_linkable(address) ? View(address) : View(false);
}

/// Its name where there is one, else its code, else what its kind says.
std::string words_of_class(const model::Classification& c, std::string_view language) {
  if (auto name = classification_name(c, language); !name.empty()) return name;
  if (!c.name.empty()) return std::string(c.name.str(language));
  return c.code.empty() ? term("classification_kind", c.kind, language) : c.code;
}

/// Words of a sector of a transfer: the publisher's, or what field of work a code of the DAC belongs to, and
/// the code or whose list it is of.
std::string words_of_sector(const model::Classification& c, const base::Messages& messages) {
  const auto language = messages.language();
  const bool of_dac = c.vocabulary.empty() || c.vocabulary == "2";
  auto words = std::string(c.name.str(language));
  if (words.empty()) words = of_dac ? term("field", model::field_of_sector(c.code), language) : c.code;
  if (of_dac) return words + " · " + c.code;
  return is_own_list(c.vocabulary) ? words + " · " + messages.get("partnership.own_list") : words;
}

/// Most lines below one transfer.
constexpr std::size_t kMostDetails = 12;

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
  // Of sectors and tags there are many lists; of the others one is usual.
  const bool listed = c.kind == "sector" || c.kind == "tag";
  row["vocabulary"] = listed ? text_or_nothing(list_name(c.vocabulary, messages)) : View(false);
  row["uri"] = list_address(c.uri);
  // Humanitarian, say: its kind says all.
  row["plain"] = View(c.code.empty() && c.name.empty() && !c.percentage);
  return row;
}

/// [{value, link}]: `link` is an address a page may link to, or false.
template <class Link>
View means(const std::string& first, const std::vector<std::string>& further, const Link& link) {
  auto all = list_view();
  const auto add = [&](const std::string& value) {
    if (value.empty()) return;
    View one;
    one["value"] = View(value);
    one["link"] = link(value);
    all.push_back(one);
  };
  add(first);
  for (const auto& value : further) add(value);
  return all;
}

View contact_row(const model::Contact& contact, const base::Messages& messages) {
  const auto language = messages.language();
  View row;
  row["erased"] = View(!contact.erased.empty());
  row["kind"] = text_or_nothing(term("contact_kind", contact.kind, language));
  row["organisation"] = text_view(contact.organisation, language);
  row["department"] = text_view(contact.department, language);
  row["person"] = text_view(contact.person, language);
  row["job"] = text_view(contact.job, language);
  row["address"] = text_view(contact.address, language);
  row["telephones"] =
      means(contact.telephone, contact.further_telephones, [](const std::string&) { return View(false); });
  row["emails"] = means(contact.email, contact.further_emails,
                        [](const std::string& address) { return linked("mailto:" + address); });
  // Most are written as one would say them.
  row["websites"] = means(contact.website, contact.further_websites, [](const std::string& address) {
    return linked(address.starts_with("www.") ? "http://" + address : address);
  });
  auto addresses = list_view();
  for (const auto& address : contact.further_addresses) {
    View more;
    more["further"] = text_view(address.text, language);
    addresses.push_back(more);
  }
  row["addresses"] = std::move(addresses);
  return row;
}

}  // namespace

std::string list_name(const std::string& vocabulary, const base::Messages& messages) {
  return is_own_list(vocabulary) ? messages.get("partnership.own_list") : vocabulary;
}

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
  std::vector<model::Classification> said;
  std::ranges::remove_copy_if(all, std::back_inserter(said), is_denied);
  return table_of(said, kMostRows, messages, [&](const auto& c) { return classification_row(c, messages); });
}

View denied_view(const std::vector<model::Classification>& all, const base::Messages& messages) {
  std::vector<std::string> names;
  std::size_t left_out = 0;
  for (const auto& c : all) {
    if (!is_denied(c)) continue;
    if (names.size() < kMostRows)
      names.push_back(words_of_class(c, messages.language()));
    else
      ++left_out;
  }
  if (names.empty()) return View(false);
  auto said = messages.get("partnership.classified_not", {{"list", std::string_view(messages.list(names))}});
  if (left_out > 0)
    said += " " + messages.get("partnership.left_out", {{"count", static_cast<std::int64_t>(left_out)}});
  return View(std::move(said));
}

View transfer_details(const std::vector<model::Classification>& classifications,
                      const std::vector<model::Place>& places, const base::Messages& messages) {
  const auto language = messages.language();
  std::vector<std::string> details;
  for (const auto& c : classifications) {
    if (is_denied(c)) continue;
    const auto kind = term("classification_kind", c.kind, language);
    const auto words = c.kind == "sector" ? words_of_sector(c, messages) : words_of_class(c, language);
    details.push_back(c.code.empty() ? kind : std::string(kind).append(": ").append(words));
  }
  for (const auto& place : places) details.push_back(place_name(place, language));
  return table_of(details, kMostDetails, messages, [](const std::string& line) { return View(line); });
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

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/contacts.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "exchange/iati/codes.hpp"
#include "model/published_limits.hpp"

namespace entente::exchange::iati {

namespace {

constexpr std::array kContactType{Code{"1", "general"}, Code{"2", "project"}, Code{"3", "finance"},
                                  Code{"4", "communications"}};
constexpr std::array kConditionType{Code{"1", "policy"}, Code{"2", "performance"}, Code{"3", "fiduciary"}};

struct Worded {
  std::string_view element;
  base::Text model::Contact::*text;
};
struct Plain {
  std::string_view element;
  std::string model::Contact::*text;
};
// In the schema's order, the address last.
constexpr std::array kBodies{
    Worded{"organisation", &model::Contact::organisation}, Worded{"department", &model::Contact::department},
    Worded{"person-name", &model::Contact::person}, Worded{"job-title", &model::Contact::job}};
constexpr std::array kMeans{Plain{"telephone", &model::Contact::telephone},
                            Plain{"email", &model::Contact::email},
                            Plain{"website", &model::Contact::website}};
constexpr Worded kAddress{"mailing-address", &model::Contact::address};

}  // namespace

std::optional<model::Contact> read_contact(const Element& element) {
  model::Contact contact;
  auto& taken = element.reading().taken;
  element.each([&](const Element& child) {
    const auto name = child.name();
    // One that is longer than the model takes stays in the original.
    const auto read = [&](const auto& one, const auto& text_of) {
      if (name != one.element || !(contact.*one.text).empty()) return;
      const auto before = taken;
      model::Contact alone;
      alone.*one.text = text_of();
      if ((alone.*one.text).empty()) return;
      child.take();
      if (model::fits(alone))
        contact.*one.text = std::move(alone.*one.text);
      else
        taken = before;
    };
    const auto words = [&] { return child.narratives(); };
    for (const auto& one : kBodies) read(one, words);
    read(kAddress, words);
    for (const auto& one : kMeans) read(one, [&] { return child.text(); });
  });
  if (contact == model::Contact()) return std::nullopt;
  contact.kind = ours(kContactType, element.attribute("type"));
  element.take();
  return contact;
}

void write_contacts(const std::vector<model::Contact>& contacts, XmlText& xml) {
  for (const auto& contact : contacts) {
    xml.open("contact-info", {{"type", theirs(kContactType, contact.kind)}});
    for (const auto& one : kBodies) xml.narratives(one.element, contact.*one.text);
    for (const auto& one : kMeans)
      if (const auto& text = contact.*one.text; !text.empty()) xml.element(one.element, text);
    xml.narratives(kAddress.element, contact.address);
    xml.close();
  }
}

void read_conditions(const Element& element, std::vector<model::Condition>& into) {
  const auto attached = element.attribute("attached");
  if (attached == "0" || attached == "false") return;
  const auto before = into.size();
  element.each([&](const Element& child) {
    if (child.name() != "condition" || into.size() >= model::kMostPublished) return;
    auto& taken = child.reading().taken;
    const auto untaken = taken;
    model::Condition condition;
    condition.kind = ours(kConditionType, child.attribute("type"));
    condition.text = child.narratives();
    if (condition.text.empty()) return;
    if (!model::fits(condition)) {
      taken = untaken;
      return;
    }
    child.take();
    into.push_back(std::move(condition));
  });
  if (into.size() > before) element.take();
}

void write_conditions(const std::vector<model::Condition>& conditions, XmlText& xml) {
  const auto typed = [](const model::Condition& c) {
    return !theirs(kConditionType, c.kind).empty() && !c.text.empty();
  };
  if (std::ranges::none_of(conditions, typed)) return;
  xml.open("conditions", {{"attached", "1"}});
  for (const auto& condition : conditions)
    if (typed(condition))
      xml.narratives("condition", condition.text, {{"type", theirs(kConditionType, condition.kind)}});
  xml.close();
}

}  // namespace entente::exchange::iati

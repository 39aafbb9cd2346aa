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
constexpr std::string_view kNoCondition = "none";
constexpr std::array kConditionType{Code{"1", "policy"}, Code{"2", "performance"}, Code{"3", "fiduciary"}};

struct Worded {
  std::string_view element;
  base::Text model::Contact::*text;
};
struct Plain {
  std::string_view element;
  std::string model::Contact::*text;
  std::vector<std::string> model::Contact::*further;
};
// In the schema's order, the address last.
constexpr std::array kBodies{
    Worded{"organisation", &model::Contact::organisation}, Worded{"department", &model::Contact::department},
    Worded{"person-name", &model::Contact::person}, Worded{"job-title", &model::Contact::job}};
constexpr std::array kMeans{
    Plain{"telephone", &model::Contact::telephone, &model::Contact::further_telephones},
    Plain{"email", &model::Contact::email, &model::Contact::further_emails},
    Plain{"website", &model::Contact::website, &model::Contact::further_websites}};
constexpr Worded kAddress{"mailing-address", &model::Contact::address};

/// Reads one member of a contact by itself: where it is longer than the model takes, it stays in the
/// original.
class ContactReader {
 public:
  void part(const Element& child) {
    const auto name = child.name();
    for (const auto& one : kBodies)
      if (name == one.element && (contact_.*one.text).empty())
        put(child, one.text, [&] { return child.narratives(); });
    for (const auto& one : kMeans) {
      if (name != one.element) continue;
      if ((contact_.*one.text).empty())
        put(child, one.text, [&] { return child.text(); });
      else
        add(child, one.further, [&] { return child.text(); });
    }
    if (name != kAddress.element) return;
    if (contact_.address.empty())
      put(child, kAddress.text, [&] { return child.narratives(); });
    else
      add(child, &model::Contact::further_addresses, [&] { return child.narratives(); });
  }
  model::Contact&& contact() { return std::move(contact_); }

 private:
  template <class Member, class Value>
  void put(const Element& child, Member member, const Value& value) {
    const auto before = child.reading().taken;
    model::Contact alone;
    alone.*member = value();
    if (!(alone.*member).empty() && takes(child, alone, before)) contact_.*member = std::move(alone.*member);
  }

  template <class Member, class Value>
  void add(const Element& child, Member list, const Value& value) {
    if ((contact_.*list).size() >= model::kMostMeans) return;
    const auto before = child.reading().taken;
    auto text = value();
    if (text.empty()) return;
    model::Contact alone;
    (alone.*list).push_back({std::move(text)});
    if (takes(child, alone, before)) (contact_.*list).push_back(std::move((alone.*list).front()));
  }

  /// Whether the model takes a contact of that member alone; if not, none of it is taken.
  static bool takes(const Element& child, const model::Contact& alone, std::int64_t before) {
    child.take();
    if (model::fits(alone)) return true;
    child.reading().taken = before;
    return false;
  }

  model::Contact contact_;
};

}  // namespace

std::optional<model::Contact> read_contact(const Element& element) {
  ContactReader reader;
  element.each([&](const Element& child) { reader.part(child); });
  auto contact = reader.contact();
  if (contact == model::Contact()) return std::nullopt;
  contact.kind = ours(kContactType, element.attribute("type"));
  element.take();
  return contact;
}

void write_contacts(const std::vector<model::Contact>& contacts, XmlText& xml) {
  for (const auto& contact : contacts) {
    if (!contact.erased.empty()) continue;
    xml.open("contact-info", {{"type", theirs(kContactType, contact.kind)}});
    for (const auto& one : kBodies) xml.narratives(one.element, contact.*one.text);
    for (const auto& one : kMeans) {
      if (const auto& text = contact.*one.text; !text.empty()) xml.element(one.element, text);
      for (const auto& text : contact.*one.further) xml.element(one.element, text);
    }
    xml.narratives(kAddress.element, contact.address);
    for (const auto& address : contact.further_addresses) xml.narratives(kAddress.element, address.text);
    xml.close();
  }
}

void read_conditions(const Element& element, std::vector<model::Condition>& into) {
  const auto attached = element.attribute("attached");
  const auto before = into.size();
  if (attached == "0" || attached == "false") {
    // Conditions that stand there all the same are contradicted, and stay in the original.
    if (before > 0) return;
    element.take();
    into.push_back({std::string(kNoCondition), {}});
    return;
  }
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
  if (std::ranges::none_of(conditions, typed)) {
    const auto none = [](const model::Condition& c) { return c.kind == kNoCondition; };
    if (std::ranges::any_of(conditions, none)) xml.empty("conditions", {{"attached", "0"}});
    return;
  }
  xml.open("conditions", {{"attached", "1"}});
  for (const auto& condition : conditions)
    if (typed(condition))
      xml.narratives("condition", condition.text, {{"type", theirs(kConditionType, condition.kind)}});
  xml.close();
}

}  // namespace entente::exchange::iati

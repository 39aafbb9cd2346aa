// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/classifications.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "exchange/iati/codes.hpp"
#include "model/published_limits.hpp"

namespace entente::exchange::iati {

namespace {

constexpr std::string_view kHumanitarian = "humanitarian", kMarker = "policy_marker",
                           kBudgetItem = "budget_item", kCapital = "capital_spend", kTag = "tag",
                           kHierarchy = "hierarchy", kNoBudget = "budget_not_provided";
/// Of a marker that it is no aim, of an activity that it is not humanitarian: it was asked, and denied.
constexpr std::string_view kDenied = "0";
constexpr std::size_t kLongestUri = 2'000;  // the model's

/// Elements that are a code alone, in the order in which they are written.
constexpr std::array kDefaults{
    Code{"collaboration-type", "collaboration_type"}, Code{"default-flow-type", "flow_type"},
    Code{"default-finance-type", "finance_type"}, Code{"default-aid-type", "aid_type"},
    Code{"default-tied-status", "tied_status"}};
struct Flag {
  const char* attribute;
  std::string_view kind;
};
constexpr std::array kFlags{Flag{"hierarchy", kHierarchy}, Flag{"budget-not-provided", kNoBudget}};
constexpr std::array kScopes{Code{"1", "emergency"}, Code{"2", "appeal"}};

/// The usual vocabulary of an element goes unsaid.
std::string vocabulary_of(const Element& element) {
  const auto vocabulary = element.attribute("vocabulary");
  return std::string(vocabulary == "1" ? std::string_view() : vocabulary);
}

/// The code in its vocabulary. The register has words for the usual one; those of others are the publisher's.
model::Classification coded(const Element& element, std::string_view kind) {
  model::Classification c;
  c.kind = kind;
  c.vocabulary = vocabulary_of(element);
  c.code = element.attribute("code");
  if (!c.vocabulary.empty() && !c.code.empty()) {
    c.name = element.narratives();
    c.uri = element.short_attribute("vocabulary-uri", kLongestUri);
  }
  return c;
}

/// Adds it where the model takes it; else it stays in the original, and what was taken since counts no more.
void add(const Element& element, model::Classification&& c, std::int64_t taken_before,
         Classifications& into) {
  if (c.code.empty()) return;
  if (into.size() >= model::kMostPublished || !model::fits(c)) {
    element.reading().taken = taken_before;
    return;
  }
  element.take();
  constexpr std::size_t kUsual = 8;
  if (into.capacity() == 0) into.reserve(kUsual);
  into.push_back(std::move(c));
}

void marker(const Element& element, Classifications& into) {
  const auto before = element.reading().taken;
  auto c = coded(element, kMarker);
  c.weight = element.attribute("significance");
  add(element, std::move(c), before, into);
}

void scope(const Element& element, Classifications& into) {
  const auto kind = ours(kScopes, element.attribute("type"));
  if (kind.empty() || element.attribute("code").empty()) return;
  const auto before = element.reading().taken;
  model::Classification c;
  c.kind = kind;
  c.vocabulary = element.attribute("vocabulary");
  c.code = element.attribute("code");
  c.name = element.narratives();
  c.uri = element.short_attribute("vocabulary-uri", kLongestUri);
  add(element, std::move(c), before, into);
}

void budget_items(const Element& element, Classifications& into) {
  const auto before = into.size();
  element.each([&](const Element& item) {
    if (item.name() != "budget-item" || item.attribute("code").empty()) return;
    const auto untaken = item.reading().taken;
    model::Classification c;
    c.kind = kBudgetItem;
    c.vocabulary = element.attribute("vocabulary");
    c.code = item.attribute("code");
    if (!item.percentage(c.percentage)) return;
    item.each([&](const Element& description) {
      if (description.name() != "description" || !c.name.empty()) return;
      description.take();
      c.name = description.narratives();
    });
    add(item, std::move(c), untaken, into);
  });
  if (into.size() > before) element.take();
}

void capital(const Element& element, Classifications& into) {
  model::Classification c;
  c.kind = kCapital;
  if (!element.percentage(c.percentage) || !c.percentage || into.size() >= model::kMostPublished) return;
  element.take();
  into.push_back(std::move(c));
}

}  // namespace

void read_humanitarian(const Element& element, Classifications& into) {
  const auto flag = element.attribute("humanitarian");
  const bool yes = flag == "1" || flag == "true";
  if (!yes && flag != "0" && flag != "false") return;
  model::Classification c;
  c.kind = kHumanitarian;
  if (!yes) c.weight = kDenied;
  into.push_back(std::move(c));
}

void read_flags(const Element& activity, Classifications& into) {
  read_humanitarian(activity, into);
  for (const auto& [attribute, kind] : kFlags) {
    constexpr std::size_t kLongestCode = 40;
    auto code = activity.short_attribute(attribute, kLongestCode);
    if (code.empty()) continue;
    model::Classification c;
    c.kind = kind;
    c.code = std::move(code);
    into.push_back(std::move(c));
  }
}

void read_list_code(const Element& element, std::string_view kind, Classifications& into) {
  const auto before = element.reading().taken;
  auto c = coded(element, kind);
  c.vocabulary = element.attribute("vocabulary");
  if (element.percentage(c.percentage))
    add(element, std::move(c), before, into);
  else
    element.reading().taken = before;
}

void read_default(const Element& element, std::string_view kind, Classifications& into) {
  const auto before = element.reading().taken;
  add(element, coded(element, kind), before, into);
}

void read_classification(const Element& element, Classifications& into) {
  const auto name = element.name();
  if (name == "policy-marker") return marker(element, into);
  if (name == "humanitarian-scope") return scope(element, into);
  if (name == "country-budget-items") return budget_items(element, into);
  if (name == "capital-spend") return capital(element, into);
  read_default(element, ours(kDefaults, name), into);
}

// Writing ---------------------------------------------------------------------------------------

std::string_view humanitarian_flag(const Classifications& all) {
  const auto found = std::ranges::find(all, kHumanitarian, &model::Classification::kind);
  return found == all.end() ? "" : found->weight == kDenied ? "0" : "1";
}

std::string_view code_of(const Classifications& all, std::string_view kind) {
  const auto found = std::ranges::find(all, kind, &model::Classification::kind);
  return found == all.end() ? std::string_view() : std::string_view(found->code);
}

namespace {

std::string share_of(const model::Classification& c) {
  return c.percentage ? c.percentage->str() : std::string();
}

/// An element with its code, and the publisher's words where there are any.
void write_coded(std::string_view element, const model::Classification& c, XmlText& xml,
                 XmlText::Attributes attributes) {
  if (c.name.empty())
    xml.empty(element, attributes);
  else
    xml.narratives(element, c.name, attributes);
}

/// One <country-budget-items> for each vocabulary would be more than the schema allows: the first is written.
void write_budget_items(const Classifications& all, XmlText& xml) {
  const auto first = std::ranges::find(all, kBudgetItem, &model::Classification::kind);
  if (first == all.end() || first->vocabulary.empty()) return;
  xml.open("country-budget-items", {{"vocabulary", first->vocabulary}});
  for (const auto& c : all) {
    if (c.kind != kBudgetItem || c.vocabulary != first->vocabulary) continue;
    xml.open("budget-item", {{"code", c.code}, {"percentage", share_of(c)}});
    xml.narratives("description", c.name);
    xml.close();
  }
  xml.close();
}

}  // namespace

void write_classifications(const Classifications& all, XmlText& xml) {
  write_budget_items(all, xml);
  for (const auto& c : all)
    if (const auto type = theirs(kScopes, c.kind); !type.empty() && !c.vocabulary.empty())
      write_coded(
          "humanitarian-scope", c, xml,
          {{"type", type}, {"vocabulary", c.vocabulary}, {"vocabulary-uri", c.uri}, {"code", c.code}});
  for (const auto& c : all)
    if (c.kind == kMarker)
      write_coded("policy-marker", c, xml,
                  {{"vocabulary", c.vocabulary.empty() ? std::string_view("1") : c.vocabulary},
                   {"vocabulary-uri", c.uri},
                   {"code", c.code},
                   {"significance", c.weight}});
  for (const auto& one : kDefaults) {
    bool written = false;
    for (const auto& c : all) {
      if (c.kind != one.ours || c.code.empty()) continue;
      const bool aid = one.ours == "aid_type";
      // The schema has one of each, and any number of modalities.
      if (std::exchange(written, true) && !aid) continue;
      xml.empty(one.iati, {{"code", c.code}, {"vocabulary", aid ? std::string_view(c.vocabulary) : ""}});
    }
  }
}

void write_list_codes(const Classifications& all, std::string_view kind, XmlText& xml) {
  for (const auto& c : all) {
    if (c.kind != kind) continue;
    const auto share = kind == kTag ? std::string() : share_of(c);
    write_coded(kind, c, xml,
                {{"vocabulary", c.vocabulary.empty() ? std::string_view("1") : c.vocabulary},
                 {"vocabulary-uri", c.uri},
                 {"code", c.code},
                 {"percentage", share}});
  }
}

void write_capital_spend(const Classifications& all, XmlText& xml) {
  const auto found = std::ranges::find(all, kCapital, &model::Classification::kind);
  if (found != all.end() && found->percentage) xml.empty("capital-spend", {{"percentage", share_of(*found)}});
}

}  // namespace entente::exchange::iati

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/activity.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "exchange/iati/classifications.hpp"
#include "exchange/iati/codes.hpp"
#include "exchange/iati/contacts.hpp"
#include "exchange/iati/documents.hpp"
#include "exchange/iati/element.hpp"
#include "exchange/iati/extension.hpp"
#include "exchange/iati/goals.hpp"
#include "exchange/iati/parties.hpp"
#include "exchange/iati/places.hpp"
#include "exchange/iati/planned_money.hpp"
#include "exchange/iati/results.hpp"
#include "exchange/iati/transactions.hpp"
#include "model/identifier.hpp"
#include "model/published_limits.hpp"
#include "model/vocabulary.hpp"

namespace entente::exchange::iati {

namespace {

/// Reads the parts of one activity into a bundle.
class Activity {
 public:
  explicit Activity(Bundle& bundle)
      : bundle_(bundle), p_(bundle.partnership), parties_(bundle), transactions_(bundle, parties_) {}

  void read(const Element& activity);

 private:
  using Reader = void (Activity::*)(const Element&);
  struct Row {
    std::string_view name;
    Reader read;
  };
  static const std::array<Row, 29> kRows;
  /// Of an activity that a register has written: the code of a field that has none of the DAC's.
  bool own_field(const Element&);

  void title(const Element& e) {
    if (!p_.title.empty()) return;
    e.take();
    p_.title = e.narratives();
  }
  void description(const Element&);
  void participating_org(const Element& e) { parties_.participating_org(e); }
  void other_identifier(const Element&);
  void activity_status(const Element&);
  void activity_date(const Element&);
  void activity_scope(const Element&);
  void country(const Element& e) { add(p_.places, read_country(e)); }
  void region(const Element& e) { add(p_.places, read_region(e)); }
  void location(const Element& e) { add(p_.places, read_location(e)); }
  template <class T>
  static void add(std::vector<T>& all, std::optional<T> found) {
    if (found) all.push_back(std::move(*found));
  }
  void sector(const Element&);
  void tag(const Element&);
  /// False where the code is no goal or target of the SDGs.
  bool goal(const Element&, std::string_view stated_in);
  void add(model::Goal&&);
  void identifier(model::Identifier);
  // What is more than the model takes stays in the original.
  void contact(const Element& e) {
    if (p_.contacts.size() < model::kMostPublished) add(p_.contacts, read_contact(e));
  }
  void classification(const Element& e) { read_classification(e, p_.classifications); }
  void conditions(const Element& e) { read_conditions(e, p_.conditions); }
  void budget(const Element& e) { add(p_.budgets, read_budget(e)); }
  void planned_payment(const Element& e) {
    if (p_.planned_payments.size() < model::kMostPlannedPayments)
      add(p_.planned_payments, read_planned_payment(e));
  }
  void transaction(const Element& e) { transactions_.transaction(e); }
  void related_activity(const Element&);
  void document_link(const Element& e) { add(p_.documents, read_document(e)); }
  void result(const Element&);
  void finish(Reading&);

  Bundle& bundle_;
  model::Partnership& p_;
  Parties parties_;
  Transactions transactions_;
  base::Text general_, objectives_, more_;
  std::unordered_set<std::string> seen_;  ///< identifiers and goals: each stands once
  int results_ = 0;
};

const std::array<Activity::Row, 29> Activity::kRows{{
    {"title", &Activity::title},
    {"description", &Activity::description},
    {"participating-org", &Activity::participating_org},
    {"other-identifier", &Activity::other_identifier},
    {"activity-status", &Activity::activity_status},
    {"activity-date", &Activity::activity_date},
    {"activity-scope", &Activity::activity_scope},
    {"recipient-country", &Activity::country},
    {"recipient-region", &Activity::region},
    {"location", &Activity::location},
    {"sector", &Activity::sector},
    {"tag", &Activity::tag},
    {"contact-info", &Activity::contact},
    {"policy-marker", &Activity::classification},
    {"humanitarian-scope", &Activity::classification},
    {"collaboration-type", &Activity::classification},
    {"default-flow-type", &Activity::classification},
    {"default-finance-type", &Activity::classification},
    {"default-aid-type", &Activity::classification},
    {"default-tied-status", &Activity::classification},
    {"country-budget-items", &Activity::classification},
    {"capital-spend", &Activity::classification},
    {"conditions", &Activity::conditions},
    {"planned-disbursement", &Activity::planned_payment},
    {"budget", &Activity::budget},
    {"transaction", &Activity::transaction},
    {"related-activity", &Activity::related_activity},
    {"document-link", &Activity::document_link},
    {"result", &Activity::result},
}};

void Activity::read(const Element& activity) {
  auto& reading = activity.reading();
  activity.take();
  // The reporting organisation states all the rest, and stands where its publisher put it.
  reading.source.date = activity.date("last-updated-datetime");
  bool identified = false, reported = false;
  activity.each([&](const Element& child) {
    const auto name = child.name();
    if (name == "iati-identifier" && !identified) {
      identified = true;
      child.take();
      bundle_.key_value = child.text();
      identifier({.scheme = std::string(model::kIatiActivity), .value = bundle_.key_value});
    } else if (name == "reporting-org" && !reported) {
      reported = true;
      parties_.reporting_org(child);
    }
  });
  p_.kind = "project";
  p_.sources.push_back(reading.source);
  read_flags(activity, p_.classifications);
  if (auto uri = activity.short_attribute("linked-data-uri"); !uri.empty())
    identifier({.scheme = "other", .value = std::move(uri), .kind = std::string(kLinkedData)});
  activity.each([&](const Element& child) {
    const auto name = child.name();
    const auto* const row = std::ranges::find(kRows, name, &Row::name);
    if (row != kRows.end()) (this->*row->read)(child);
  });
  finish(reading);
}

void Activity::finish(Reading& reading) {
  parties_.finish(reading);
  // Real files hold activities whose title is blank; the identifier is what is left to call them by.
  if (p_.title.empty()) p_.title.add("", bundle_.key_value);
  // The objectives are the purpose; where nobody wrote any, the general description has to say it.
  p_.purpose = std::move(objectives_.empty() ? general_ : objectives_);
  if (!objectives_.empty() || p_.purpose.empty()) p_.description = std::move(general_);
  for (const auto& n : more_.narratives) p_.description.add(n.language, n.value);
}

void Activity::description(const Element& e) {
  e.take();
  const auto type = e.attribute("type");
  auto& into = type == "2" ? objectives_ : type.empty() || type == "1" ? general_ : more_;
  for (const auto& n : e.narratives().narratives) into.add(n.language, n.value);
}

void Activity::identifier(model::Identifier id) {
  if (id.value.empty()) return;
  // One value may be one thing to its publisher and another to somebody else.
  auto key = id.scheme + "\t" + id.value + "\t" + id.kind + "\t" + id.owner;
  if (seen_.insert(std::move(key)).second) p_.identifiers.push_back(std::move(id));
}

void Activity::other_identifier(const Element& e) {
  const auto ref = e.attribute("ref");
  if (ref.empty()) return;
  e.take();
  constexpr std::size_t kLongestCode = 40;
  model::Identifier id{.scheme = "other", .value = std::string(ref)};
  id.kind = e.short_attribute("type", kLongestCode);
  e.each([&](const Element& child) {
    if (child.name() == "owner-org" && id.owner.empty()) id.owner = named_body(child);
  });
  identifier(std::move(id));
}

void Activity::activity_status(const Element& e) {
  const auto status = ours(kStatus, e.attribute("code"));
  if (status.empty() || p_.status != "unknown") return;
  e.take();
  p_.status = status;
}

void Activity::activity_date(const Element& e) {
  const std::array slots{&p_.planned_start, &p_.actual_start, &p_.planned_end, &p_.actual_end};
  const auto type = e.attribute("type");
  if (type.size() != 1 || type[0] < '1' || type[0] > '4') return;
  auto& slot = *slots[static_cast<std::size_t>(type[0] - '1')];
  if (slot) return;
  slot = e.date();
  if (!slot) return;
  e.take();
  static constexpr std::array<std::string_view, 4> kNames{"planned_start", "actual_start", "planned_end",
                                                          "actual_end"};
  const auto before = e.reading().taken;
  model::Note note{std::string(kNames[static_cast<std::size_t>(type[0] - '1')]), e.narratives()};
  if (note.text.empty()) return;
  if (model::fits(note))
    p_.notes.push_back(std::move(note));
  else
    e.reading().taken = before;
}

void Activity::activity_scope(const Element& e) {
  const auto level = ours(kLevel, e.attribute("code"));
  if (level.empty() || !p_.level.empty()) return;
  e.take();
  p_.level = level;
}

void Activity::sector(const Element& e) {
  const auto vocabulary = e.attribute("vocabulary");
  const auto code = e.attribute("code");
  if (const auto stated_in = ours(kGoalSector, vocabulary); !stated_in.empty() && goal(e, stated_in)) return;
  if (ours(kDacSector, vocabulary).empty()) {
    if (!own_field(e)) read_list_code(e, "sector", p_.classifications);
    return;
  }
  if (code.empty()) return;
  model::Field field{.code = model::field_of_sector(code), .sector = std::string(code), .percentage = {}};
  if (e.percentage(field.percentage)) e.take();
  p_.fields_of_work.push_back(std::move(field));
}

void Activity::tag(const Element& e) {
  const auto stated_in = ours(kGoalTag, e.attribute("vocabulary"));
  if (stated_in.empty() || !goal(e, stated_in)) read_list_code(e, "tag", p_.classifications);
}

bool Activity::own_field(const Element& e) {
  const auto& reading = e.reading();
  if (e.attribute("vocabulary") != kOwnVocabulary || !extension_of(reading.activity, reading.root.namespaces))
    return false;
  const auto code = e.attribute("code");
  if (!model::vocabulary("field").find(code)) return false;
  model::Field field{.code = std::string(code), .sector = {}, .percentage = {}};
  if (e.percentage(field.percentage)) e.take();
  // The register has words for it.
  e.narratives();
  p_.fields_of_work.push_back(std::move(field));
  return true;
}

bool Activity::goal(const Element& e, std::string_view stated_in) {
  auto found = read_goal(e, stated_in);
  if (found) add(std::move(*found));
  return found.has_value();
}

void Activity::add(model::Goal&& goal) {
  auto key = goal.stated_in + "\t" + goal.code + "\t" + (goal.percentage ? goal.percentage->str() : "");
  if (seen_.insert(std::move(key)).second) p_.goals.push_back(std::move(goal));
}

void Activity::related_activity(const Element& e) {
  const auto relation = ours(kRelation, e.attribute("type"));
  const auto ref = e.attribute("ref");
  if (relation.empty() || ref.empty()) return;
  e.take();
  p_.links.push_back({.relation = std::string(relation), .record = {}, .identifier = std::string(ref)});
}

void Activity::result(const Element& e) {
  std::vector<model::Goal> goals;
  NamedRecord part;
  auto result = read_result(e, goals);
  result.origin = "result/" + std::to_string(++results_);
  result.sources.push_back(e.reading().source);
  part.record = std::move(result);
  bundle_.parts.push_back(std::move(part));
  for (auto& g : goals) add(std::move(g));
}

}  // namespace

void read_elements(const Element& activity, Bundle& into) {
  Activity(into).read(activity);
}

}  // namespace entente::exchange::iati

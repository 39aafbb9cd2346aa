// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// A partnership's scorecard: how it stands on each principle, from what, and what would change it.
#include "pages/principles_page.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/direction.hpp"
#include "base/hash.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/page.hpp"
#include "pages/record_views.hpp"
#include "pages/visitor.hpp"
#include "registry/finding_words.hpp"
#include "registry/scorecard_forms.hpp"
#include "registry/scorecards.hpp"

namespace entente::pages {

namespace {

using principles::Status;
using registry::Scorecard;

constexpr std::size_t kChangesSaid = 4, kEvidenceShown = 6;  // of one measure

/// {label, symbol, meaning} for {{>status}}; symbols are those of {{>sprite_status}}.
View status_view(Status status, const base::Messages& messages) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kMarks{
      {{"met", "met"}, {"partly", "partly"}, {"not", "not"}, {"unknown", "unknown"}, {"none", "muted"}}};
  const auto [symbol, meaning] = kMarks.at(static_cast<std::size_t>(status));
  View view;
  view["label"] = View(registry::status_words(status, messages));
  view["symbol"] = View(std::string(symbol));
  view["meaning"] = View(std::string(meaning));
  return view;
}

std::string percent_of(double share) {
  return std::to_string(std::lround(std::clamp(share, 0.0, 1.0) * 100));
}

View bar_view(const principles::PrincipleResult& result, const base::Messages& messages) {
  if (result.status == Status::not_applicable) return View(false);
  View view;
  view["low"] = View(percent_of(result.points.low));
  view["width"] = View(percent_of(result.points.width()));
  view["partly"] = View(percent_of(result.rule->partly));
  view["met"] = View(percent_of(result.rule->met));
  view["words"] = View(registry::share_words(result.points, messages));
  return view;
}

/// Where a record that a finding rests on can be read: its page where it has one, else its receipt.
std::string evidence_href(const registry::FactSource& source, const base::Uuid& partnership,
                          std::string_view language) {
  const auto id = source.record.str();
  if (source.type == model::Partnership::kType || source.type == model::Participation::kType)
    return partnership_href(language, partnership);
  if (source.type == model::Report::kType) return href(language, "/reports/" + id);
  if (source.type == model::Agreement::kType) return href(language, "/agreements/" + id);
  return "/log/proof/" + id + "/" + std::to_string(source.version);
}

/// What kind of record it is, whose, and which field of it.
std::string evidence_label(const registry::FactSource& source, const registry::FactsOfPartnership& facts,
                           const base::Messages& messages) {
  const auto key = "record.type." + std::string(source.type);
  auto label = messages.has(key) ? messages.get(key) : std::string(source.type);
  if (source.party)
    label += " · " + base::ending_its_turns(facts.parties.at(*source.party).name.str(messages.language()));
  if (!source.field.empty()) label += " · " + std::string(source.field);
  return label;
}

View evidence_views(const Scorecard& card, const principles::MeasureResult& result,
                    const base::Messages& messages, View& view) {
  auto rows = list_view();
  const auto all = card.evidence(result);
  for (std::size_t i = 0; i < std::min(all.size(), kEvidenceShown); ++i) {
    View row;
    row["href"] = View(evidence_href(all[i], card.partnership, messages.language()));
    row["label"] = View(evidence_label(all[i], card.facts, messages));
    rows.push_back(std::move(row));
  }
  view["some_evidence"] = View(!all.empty());
  view["more_evidence"] =
      all.size() > kEvidenceShown
          ? View(messages.get("principles.more",
                              {{"count", static_cast<std::int64_t>(all.size() - kEvidenceShown)}}))
          : View(false);
  return rows;
}

std::string rule_words(const principles::MeasureResult& result, const base::Messages& messages) {
  const auto met =
      registry::value_words(principles::Interval::at(result.rule->met), result.measure->unit, messages);
  const auto partly =
      registry::value_words(principles::Interval::at(result.rule->partly), result.measure->unit, messages);
  return messages.get(result.measure->more_is_better ? "principles.rule_from" : "principles.rule_to",
                      {{"met", std::string_view(met)}, {"partly", std::string_view(partly)}});
}

View measure_view(const Scorecard& card, const principles::Principle& principle,
                  const principles::MeasureResult& result, const base::Messages& messages) {
  const auto said = [&](const principles::Said& each) {
    return View(registry::said_words(principle, *result.measure, each, card.facts, messages));
  };
  View view;
  view["name"] = View(registry::measure_name(principle, *result.measure, messages));
  view["status"] = status_view(result.status, messages);
  view["value"] = result.measured.applies
                      ? View(registry::value_words(result.measured.value, result.measure->unit, messages))
                      : View(false);
  view["why"] = result.explanation.why.key.empty() ? View(false) : said(result.explanation.why);
  view["hard"] = View(result.rule->hard);
  view["exception"] =
      result.exception == nullptr ? View(false) : text_view(result.exception->reason, messages.language());
  const auto& changes = result.explanation.would_change;
  view["changes"] = list_view();
  for (std::size_t i = 0; i < std::min(changes.size(), kChangesSaid); ++i)
    view["changes"].push_back(said(changes[i]));
  view["some_changes"] = View(!changes.empty());
  view["more_changes"] =
      changes.size() > kChangesSaid
          ? View(messages.get("principles.more",
                              {{"count", static_cast<std::int64_t>(changes.size() - kChangesSaid)}}))
          : View(false);
  view["evidence"] = evidence_views(card, result, messages, view);
  view["rule"] = View(rule_words(result, messages));
  view["reason"] = text_view(result.rule->reason, messages.language());
  view["source"] = result.rule->source.empty() ? View(false) : View(result.rule->source);
  return view;
}

View principle_view(const Scorecard& card, const principles::PrincipleResult& result,
                    const base::Messages& messages) {
  const auto& principle = *result.principle;
  View view;
  view["key"] = View(std::string(principle.name));
  view["name"] = View(registry::principle_name(principle, messages));
  view["about"] = View(messages.get("principle." + std::string(principle.name) + ".about"));
  view["clause"] = View(messages.get("principles.clause", {{"clause", principle.clause}}));
  view["status"] = status_view(result.status, messages);
  view["bar"] = bar_view(result, messages);
  view["counted"] = View(registry::principle_words(result, messages));
  view["measures"] = list_view();
  for (const auto& each : result.measures)
    view["measures"].push_back(measure_view(card, principle, each, messages));
  return view;
}

View composite_view(const Scorecard& card, const principles::Policy& policy, const base::Messages& messages) {
  if (!policy.composite) return View(false);
  const auto composite = principles::composite_of(card.principles);
  const auto value = registry::share_words(composite.value, messages),
             even = registry::share_words(composite.even, messages),
             any = registry::share_words(composite.any_weights, messages);
  return View(messages.get("principles.composite_words", {{"value", std::string_view(value)},
                                                          {"even", std::string_view(even)},
                                                          {"any", std::string_view(any)}}));
}

http::Response scorecard_page(const Context& context, const http::Request& request,
                              const http::Captures& captures) {
  const auto asked = asked_record(captures);
  if (!asked) return error_page(context, request, "", 404);
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto unchanged = not_modified(request, etag, asked->language)) return *unchanged;
  const auto card = context.scorecards->of(visitor_of(context, request).actor, asked->id);
  if (!card) return error_page(context, request, asked->language, 404);

  const auto& messages = base::Messages::in(asked->language);
  const auto& policy = context.scorecards->policy();
  const auto path = "/partnerships/" + asked->id.str() + "/principles";
  const auto day = messages.date(base::PartialDate::from_days(card->day));
  View view;
  view["partnership"] = text_view(card->title, asked->language);
  view["partnership_href"] = View(partnership_href(asked->language, asked->id));
  view["assessed"] = View(messages.get("principles.assessed", {{"day", std::string_view(day)}}));
  view["policy_name"] =
      View(messages.get("principles.policy_version", {{"name", policy.name.str(asked->language)},
                                                      {"version", std::string_view(policy.version)}}));
  view["policy_href"] = View(href(asked->language, "/principles"));
  view["principles"] = list_view();
  for (const auto& each : card->principles)
    view["principles"].push_back(principle_view(*card, each, messages));
  view["composite"] = composite_view(*card, policy, messages);
  view["inputs"] = View(base::hex(card->inputs));
  view["json"] = View("/api/v1" + path);
  view["csv"] = View(href(asked->language, path + ".csv"));
  Frame frame{.language = asked->language,
              .title = messages.get("principles.title") + " – " +
                       std::string(base::clip_utf8(card->title.str(asked->language), 200))};
  frame.path = path;
  frame.section = "partnerships";
  frame.etag = etag;
  return page(context, request, frame, "principles", view);
}

http::Response scorecard_file(const Context& context, const http::Request& request,
                              const http::Captures& captures) {
  const auto asked = asked_record(captures);
  if (!asked) return error_page(context, request, "", 404);
  const auto card = context.scorecards->of(visitor_of(context, request).actor, asked->id);
  if (!card) return error_page(context, request, asked->language, 404);
  return download(registry::scorecard_csv(*card, base::Messages::in(asked->language)),
                  "text/csv; charset=utf-8; header=present", "principles.csv", asked->language);
}

}  // namespace

View principles_summary(const Context& context, const http::Request& request, const base::Uuid& partnership,
                        const base::Messages& messages) {
  const auto card = context.scorecards->of(visitor_of(context, request).actor, partnership);
  if (!card) return View(false);
  std::int64_t met = 0, unknown = 0, all = 0;
  for (const auto& each : card->principles) {
    if (each.status == Status::not_applicable) continue;
    ++all;
    if (each.status == Status::met) ++met;
    if (each.status == Status::not_enough_evidence) ++unknown;
  }
  View view;
  view["summary"] =
      View(messages.get("principles.summary", {{"met", met}, {"all", all}, {"unknown", unknown}}));
  view["href"] = View(partnership_href(messages.language(), partnership) + "/principles");
  return view;
}

std::vector<http::Route> scorecard_routes(const Context& context) {
  const auto with = [&](http::Response (*work)(const Context&, const http::Request&, const http::Captures&)) {
    return [context, work](const http::Request& request, const http::Captures& captures) {
      return work(context, request, captures);
    };
  };
  return {
      {"GET", "/{lang}/partnerships/{id}/principles",
       "How the partnership stands on each principle, from which evidence, and what would change it.",
       with(scorecard_page)},
      {"GET", "/{lang}/partnerships/{id}/principles.csv", "The same as a table.", with(scorecard_file)},
  };
}

}  // namespace entente::pages

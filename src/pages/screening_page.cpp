// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What screening found, by state and by party.
#include <algorithm>
#include <array>
#include <limits>

#include "base/error.hpp"
#include "model/vocabulary.hpp"
#include "pages/diligence_views.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/page.hpp"
#include "pages/record_views.hpp"
#include "pages/register_fields.hpp"
#include "pages/screening_views.hpp"
#include "pages/visitor.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kHitsAPage = 100;
/// Per cent, of which the form offers to see the likest only.
constexpr std::array<std::int64_t, 5> kLeastLikenesses{95, 90, 85, 80, 75};
constexpr std::int64_t kScoreOfPercent = 100;

/// Which hits a request asks for: what is no value of the form's is not asked for.
struct HitsAsked {
  store::HitState state = store::HitState::open;
  store::HitFilter filter;
  std::int64_t likeness = 0;  ///< of `filter`, in per cent

  /// With all that is asked but where a page begins.
  std::string address(store::HitState of) const {
    auto all = "/screening?state=" + std::string(hit_state_name(of));
    if (!filter.dataset.empty()) all += "&list=" + http::escape_component(filter.dataset);
    if (!filter.country.empty()) all += "&country=" + filter.country;
    if (likeness > 0) all += "&likeness=" + std::to_string(likeness);
    return all;
  }
};

HitsAsked hits_asked(const http::Request& request, const std::vector<std::string>& datasets) {
  HitsAsked asked;
  asked.state = hit_state_named(request.parameter("state")).value_or(store::HitState::open);
  if (const auto list = request.parameter("list"); std::ranges::find(datasets, list) != datasets.end())
    asked.filter.dataset = list;
  if (const auto country = request.parameter("country"); model::find_country(country) != nullptr)
    asked.filter.country = country;
  const auto likeness = positive_number(request.parameter("likeness"));
  if (likeness && std::ranges::find(kLeastLikenesses, *likeness) != kLeastLikenesses.end()) {
    asked.likeness = *likeness;
    asked.filter.least_score = *likeness * kScoreOfPercent;
  }
  return asked;
}

View choice_view(std::string_view code, std::string_view label, bool chosen) {
  View one;
  one["code"] = View(code);
  one["label"] = View(label);
  one["chosen"] = View(chosen);
  return one;
}

/// The form that asks for some of them.
View hit_filter_view(const HitsAsked& asked, const std::vector<std::string>& datasets,
                     const base::Messages& messages) {
  View view;
  view["action"] = View(href(messages.language(), "/screening"));
  view["asked_state"] = View(hit_state_name(asked.state));
  view["datasets"] = list_view();
  view["datasets"].push_back(choice_view("", messages.get("desk.any"), asked.filter.dataset.empty()));
  for (const auto& dataset : datasets)
    view["datasets"].push_back(choice_view(dataset, dataset, dataset == asked.filter.dataset));
  view["likenesses"] = list_view();
  view["likenesses"].push_back(choice_view("", messages.get("desk.any"), asked.likeness == 0));
  for (const auto percent : kLeastLikenesses)
    view["likenesses"].push_back(choice_view(
        std::to_string(percent),
        messages.get("screening.at_least",
                     {{"share", std::string_view(share_label(percent * kScoreOfPercent, messages))}}),
        percent == asked.likeness));
  view["countries"] = country_choices(asked.filter.country, {}, messages);
  return view;
}

std::string count_label(std::int64_t count, const base::Messages& messages) {
  if (count <= registry::kHitsCounted) return messages.number(count);
  return messages.get("screening.more_than", {{"count", registry::kHitsCounted}});
}

/// "?after=SINCE-ID": the last of the page before.
std::pair<base::Instant, base::Uuid> asked_hit_after(const http::Request& request) {
  const auto text = request.parameter("after");
  const auto dash = text.find('-');
  const auto since = positive_number(text.substr(0, dash));
  const auto id = dash == text.npos ? std::nullopt : base::Uuid::parse(text.substr(dash + 1));
  if (!since || !id) return {{std::numeric_limits<std::int64_t>::min()}, {}};
  return {{*since}, *id};
}

http::Response screening_page(const Context& context, const http::Request& request,
                              std::string_view language) {
  const auto& messages = base::Messages::in(language);
  const auto actor = visitor_of(context, request).actor;
  const registry::ScreeningReview screening(context.reg);
  const auto datasets = screening.datasets(actor);
  const auto asked = hits_asked(request, datasets);
  const auto [since, after] = asked_hit_after(request);
  const auto counts = screening.counts(actor, asked.filter);
  auto view = hit_filter_view(asked, datasets, messages);
  view["states"] = list_view();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const auto state = static_cast<store::HitState>(i);
    View one;
    one["href"] = View(href(language, asked.address(state)));
    one["label"] = View(hit_state_label(state, messages) + " (" + count_label(counts.at(i), messages) + ")");
    one["current"] = View(state == asked.state);
    view["states"].push_back(std::move(one));
  }
  const auto page_of = screening.list(actor, asked.state, asked.filter, since, after, kHitsAPage);
  view["rows"] = hit_rows(page_of.rows, messages);
  view["some"] = View(!page_of.rows.empty());
  view["next"] = View(false);
  if (page_of.next)
    view["next"] =
        View(href(language, asked.address(asked.state) + "&after=" + std::to_string(page_of.next->first.ms) +
                                "-" + page_of.next->second.str()));
  return page(context, request, private_frame(language, messages.get("screening.title"), "/screening"),
              "screening", view);
}

http::Response screened_party_page(const Context& context, const http::Request& request,
                                   std::string_view language, const http::Captures& captures) {
  const auto& messages = base::Messages::in(language);
  const auto actor = visitor_of(context, request).actor;
  const auto id = base::Uuid::parse(captures["id"]);
  if (!id) return error_page(context, request, language, 404);
  const registry::ScreeningReview screening(context.reg);
  const auto party = screening.party(actor, *id);
  View view;
  view["name"] = text_view(party.name, language);
  view["back"] = View(href(language, "/screening"));
  view["public"] = party.stands ? View(organisation_href(language, *id)) : View(false);
  view["screened"] = party.standing.screened ? View(messages.moment(*party.standing.screened)) : View(false);
  view["lists"] = list_view();
  for (const auto& [dataset, version] : party.standing.lists) {
    View list;
    list["dataset"] = View(dataset);
    list["version"] = View(messages.number(version));
    view["lists"].push_back(std::move(list));
  }
  view["left_out"] = View(false);
  if (party.standing.left_out > 0)
    view["left_out"] = View(messages.get("screening.left_out", {{"count", party.standing.left_out}}));
  view["diligence"] = diligence_of_parties(context, request, {{*id, party.name}}, messages);
  view["rows"] = hit_rows(party.hits, messages);
  view["some"] = View(!party.hits.empty());
  const auto title = messages.get("screening.of_party", {{"name", party.name.str(language)}});
  return page(context, request, private_frame(language, title, "/screening/parties/" + id->str()),
              "screening_party", view);
}

}  // namespace

std::vector<http::Route> screening_routes(const Context& context) {
  return {
      {"GET", "/{lang}/screening", "What screening found, by state, the longest waiting first.",
       in_language(context, screening_page)},
      {"GET", "/{lang}/screening/parties/{id}", "All that screening found of one party.",
       in_language(context, screened_party_page)},
  };
}

}  // namespace entente::pages

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "model/country_groups.hpp"
#include "model/vocabulary.hpp"
#include "pages/countries_page.hpp"
#include "pages/desk_views.hpp"
#include "pages/entrance_views.hpp"
#include "pages/format.hpp"
#include "pages/sums_view.hpp"

namespace entente::pages {

namespace {

using search::Facet;

constexpr std::array kWhatInCountry = {Facet::goal, Facet::field, Facet::kind, Facet::status, Facet::level};
constexpr std::array kWhoInCountry = {Facet::party_type, Facet::party};
constexpr std::array kWhereInCountry = {Facet::country};
constexpr std::string_view kLeastDeveloped = "ldc";

/// From the largest to the smallest: Africa, Sub-Saharan Africa, Eastern Africa.
std::string regions_of(const model::Country& country, std::string_view language) {
  std::string all;
  for (const auto& code : {country.region, country.subregion, country.intermediate})
    if (const auto* name = code.empty() ? nullptr : model::region_name("m49", code))
      all += (all.empty() ? "" : " · ") + std::string(name->str(language));
  return all;
}

/// The groups it is in on a day. Of an end that was decided beforehand the day is said, before it and after:
/// a later decision may have moved it.
std::string groups_of(const model::Country& country, std::int64_t day, const base::Messages& messages) {
  std::vector<std::string> groups;
  const auto with_date = [&](std::string_view key, const model::GroupSpan& span) {
    groups.push_back(messages.get(key, {{"date", std::string_view(messages.date_in_phrase(*span.to))}}));
  };
  for (const auto group : model::kCountryGroups) {
    const auto* span = model::group_of(country.code, group, day);
    if (span != nullptr && group == kLeastDeveloped && span->to_known == model::DayKnown::decided)
      with_date("country.ldc_until", *span);
    else if (span != nullptr)
      groups.push_back(messages.get("country." + std::string(group)));
  }
  for (const auto& span : model::country_group(kLeastDeveloped).spans)
    if (span.country == country.code && span.end <= day && span.to_known == model::DayKnown::decided)
      with_date("country.ldc_left", span);
  if (groups.empty()) return messages.get("country.no_group");
  std::string all;
  for (const auto& group : groups) all += (all.empty() ? "" : " · ") + group;
  return all;
}

View facts_of(const model::Country& country, std::int64_t day, const base::Messages& messages) {
  auto facts = list_view();
  if (const auto regions = regions_of(country, messages.language()); !regions.empty())
    facts.push_back(fact_view(messages.get("country.region"), regions));
  facts.push_back(fact_view(messages.get("country.groups"), groups_of(country, day, messages)));
  facts.push_back(
      fact_view(messages.get("country.codes"), country.code + " · " + country.iso3 + " · " + country.m49));
  return facts;
}

}  // namespace

http::Response country_page(const Context& context, const http::Request& request, std::string_view language,
                            const http::Captures& captures) {
  const auto* country = model::find_country(captures["code"]);
  if (!country) return error_page(context, request, language, 404);
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto known = not_modified(request, etag, language)) return *known;

  const auto& messages = base::Messages::in(language);
  const auto asked = ListQuery{}.with(Facet::country, country->code);
  const auto list = context.reg.list(gathering_query(asked));
  const auto total = static_cast<std::int64_t>(list.answer.total);
  const auto seated = context.reg.organisations({.country = country->code, .limit = 0}).total;

  View view;
  view["all"] = View(href(language, "/countries"));
  view["name"] = View(std::string(country->name.str(language)));
  view["claim"] = View(href(language, "/countries/" + country->code + "/claim"));
  view["total"] = View(messages.get("country.total", {{"count", total}}));
  view["facts"] = facts_of(*country, base::day_of(context.reg.clock().now()), messages);
  view["seated_text"] = View(messages.get("country.seated", {{"count", static_cast<std::int64_t>(seated)}}));
  view["seated"] = seated ? View(href(language, "/organisations?country=" + country->code)) : View(false);
  const auto published = registry::Desk(context.reg).published(country->code);
  view["speaks_for"] = View(!published.empty());
  view["groups"] = desk_groups(published, messages);
  view["capacity"] = View(href(language, "/capacity"));
  view["what_title"] = View(messages.get("country.soil"));
  view["totals"] = sums_view(context.reg.sums(Facet::country, country->code), *context.reg.rates(), messages);
  set_gathering(view, {kWhatInCountry, kWhoInCountry, kWhereInCountry}, asked, list, messages);

  Frame frame{.language = language, .title = std::string(country->name.str(language))};
  frame.description = messages.get("country.total", {{"count", total}});
  frame.path = "/countries/" + country->code;
  frame.section = "countries";
  frame.feed = "/partnerships.atom" + asked.filter_suffix();
  frame.etag = etag;
  return page(context, request, frame, "country", view);
}

}  // namespace entente::pages

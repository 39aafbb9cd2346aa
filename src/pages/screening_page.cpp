// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What screening found, by state and by party.
#include <limits>

#include "base/error.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/page.hpp"
#include "pages/record_views.hpp"
#include "pages/screening_views.hpp"
#include "pages/visitor.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kHitsAPage = 100;

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
  const auto asked = hit_state_named(request.parameter("state")).value_or(store::HitState::open);
  const auto [since, after] = asked_hit_after(request);
  const auto counts = screening.counts(actor);
  View view;
  view["states"] = list_view();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const auto state = static_cast<store::HitState>(i);
    View one;
    one["href"] = View(href(language, "/screening?state=" + std::string(hit_state_name(state))));
    one["label"] = View(hit_state_label(state, messages) + " (" + messages.number(counts.at(i)) + ")");
    one["current"] = View(state == asked);
    view["states"].push_back(std::move(one));
  }
  const auto page_of = screening.list(actor, asked, since, after, kHitsAPage);
  view["rows"] = hit_rows(page_of.rows, messages);
  view["some"] = View(!page_of.rows.empty());
  view["next"] = View(false);
  if (page_of.next)
    view["next"] = View(href(language, "/screening?state=" + std::string(hit_state_name(asked)) +
                                           "&after=" + std::to_string(page_of.next->first.ms) + "-" +
                                           page_of.next->second.str()));
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

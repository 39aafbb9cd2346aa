// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "model/vocabulary.hpp"
#include "pages/desk_form.hpp"
#include "pages/desk_views.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/published_page.hpp"
#include "pages/record_views.hpp"
#include "pages/visitor.hpp"
#include "registry/host_answers.hpp"

namespace entente::pages {

namespace {

constexpr std::int64_t kSoilAPage = 20, kLastSoilPage = 10'000;

View soil_row(const registry::SoilLine& line, const std::string& country, const base::Messages& messages) {
  const auto language = messages.language();
  View row;
  row["href"] = View(partnership_href(language, line.partnership) + "/hosts/" + country);
  row["title"] = text_view(line.title, language);
  row["answer"] = View(line.answer.empty() ? messages.get("hosts.no_answer")
                                           : term("host_answer", line.answer, language));
  row["changed"] = View(line.changed && line.named);
  row["left"] = View(!line.named);
  return row;
}

/// The partnerships on the country's soil that its government has not answered, or those that it has.
void set_soil(View& view, const Context& context, const http::Request& request, const access::Actor& actor,
              const std::string& country, const base::Messages& messages) {
  const bool answered = request.parameter("soil") == "answered";
  const auto number = std::min(positive_number(request.parameter("page")).value_or(1), kLastSoilPage);
  const auto soil = registry::soil_of(context.reg, actor, country, answered,
                                      static_cast<std::size_t>((number - 1) * kSoilAPage), kSoilAPage);
  const auto silent = static_cast<std::int64_t>(soil.silent), said = static_cast<std::int64_t>(soil.answered);
  const auto path = href(messages.language(), "/desk/" + country);
  view["soil"] = View(href(messages.language(), "/partnerships?country=" + country));
  view["soil_total"] =
      View(messages.get("country.total", {{"count", silent + said - static_cast<std::int64_t>(soil.left)}}));
  view["some_soil"] = View(silent + said > 0);
  view["soil_kinds"] = list_view();
  for (const bool kind : {false, true}) {
    View one;
    one["href"] = View(path + (kind ? "?soil=answered#soil" : "#soil"));
    one["label"] = View(
        messages.get(kind ? "hosts.desk.answered" : "hosts.desk.silent", {{"count", kind ? said : silent}}));
    one["shown"] = View(kind == answered);
    view["soil_kinds"].push_back(std::move(one));
  }
  view["soil_rows"] = list_view();
  for (const auto& line : soil.rows) view["soil_rows"].push_back(soil_row(line, country, messages));
  const auto pages = ((answered ? said : silent) + kSoilAPage - 1) / kSoilAPage;
  view["pager"] = pager_view(number, pages, path + (answered ? "?soil=answered&page=" : "?page="), messages);
}

http::Response desk_page(const Context& context, const http::Request& request, std::string_view language,
                         const http::Captures& captures) {
  const auto* country = model::find_country(captures["code"]);
  if (!country) return error_page(context, request, language, 404);
  const auto& messages = base::Messages::in(language);
  const registry::Desk desk(context.reg);
  const auto actor = visitor_of(context, request).actor;
  const auto drafts = desk.drafts(actor, country->code);  // asks the table of permissions for this country
  const auto published = desk.published(country->code);
  const auto name = std::string(country->name.str(language));
  View view;
  view["country"] = View(name);
  view["public_page"] = View(href(language, "/countries/" + country->code));
  set_soil(view, context, request, actor, country->code, messages);
  view["new_plan"] = View(desk_href(language, country->code, "plan"));
  view["new_guidance"] = View(desk_href(language, country->code, "guidance"));
  view["new_capacity"] = View(desk_href(language, country->code, "capacity"));
  view["drafts"] = desk_groups(drafts, messages, true);
  view["some_drafts"] = View(!drafts.empty());
  view["published"] = desk_groups(published, messages, true);
  view["some_published"] = View(!published.empty());
  const auto done = request.parameter("done");
  view["done"] = done == "draft" || done == "published" || done == "withdrawn" || done == "discarded"
                     ? View(messages.get("desk.done." + std::string(done)))
                     : View(false);
  return page(context, request,
              private_frame(language, messages.get("desk.of", {{"country", std::string_view(name)}}),
                            "/desk/" + country->code),
              "desk", view);
}

}  // namespace

std::vector<http::Route> desk_routes(const Context& context) {
  return {
      {"GET", "/{lang}/desk/{code}", "A government's desk: what it publishes, and its drafts.",
       in_language(context, desk_page)},
      {"GET", "/{lang}/desk/{code}/{kind}", "A form for a new plan, guidance, need or offer.",
       in_language(context, desk_form)},
      {"POST", "/{lang}/desk/{code}/{kind}", "Saves it as a draft, or publishes it.",
       in_language(context, desk_sent)},
      {"GET", "/{lang}/desk/{code}/{kind}/{id}", "The same form for one that is there.",
       in_language(context, desk_form)},
      {"POST", "/{lang}/desk/{code}/{kind}/{id}", "Saves, publishes or withdraws it.",
       in_language(context, desk_sent)},
  };
}

}  // namespace entente::pages

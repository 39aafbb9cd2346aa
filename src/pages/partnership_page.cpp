// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/partnership_page.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "pages/agreement_views.hpp"
#include "pages/citation.hpp"
#include "pages/concern_views.hpp"
#include "pages/format.hpp"
#include "pages/governing_views.hpp"
#include "pages/origin.hpp"
#include "pages/page.hpp"
#include "pages/partnership_view.hpp"
#include "pages/principles_page.hpp"
#include "pages/record_csv.hpp"
#include "pages/record_views.hpp"
#include "pages/register_pages.hpp"
#include "pages/revision_page.hpp"
#include "pages/structured_data.hpp"
#include "pages/sums_view.hpp"
#include "registry/agreeing.hpp"

namespace entente::pages {

namespace {

// A title can be 10,000 characters long: tabs and search engines get the beginning.
constexpr std::size_t kHeadTitle = 200, kLongestDescription = 300;

/// The nearest of those like it.
View similar_views(const Context& context, const base::Uuid& id, std::string_view language) {
  constexpr std::size_t kSimilar = 5, kTitleBytes = 160;
  auto all = list_view();
  for (const auto& card : context.reg.like(id, kSimilar)) {
    View one;
    one["href"] = View(partnership_href(language, card.id));
    one["title"] = text_view(card.partnership->title, language, kTitleBytes);
    all.push_back(std::move(one));
  }
  return all;
}

/// The page of a partnership as it stands, or as it stood in `version`.
http::Response partnership_page(const Context& context, const http::Request& request,
                                const http::Captures& captures, bool of_version) {
  const auto asked = asked_record(captures);
  if (!asked) return error_page(context, request, "", 404);
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto unchanged = not_modified(request, etag, asked->language)) return *unchanged;

  std::optional<registry::PartnershipView> view;
  if (!of_version)
    view = context.reg.partnership(asked->id);
  else if (const auto version = positive_number(captures["version"]))
    view = context.reg.partnership_at(asked->id, *version);
  if (!view) {
    if (auto stone = tombstone_page(context, request, asked->language, asked->id)) return *stone;
    return error_page(context, request, asked->language, 404);
  }

  const auto& messages = base::Messages::in(asked->language);
  const auto purpose = view->partnership.value.purpose.str(asked->language);
  Frame frame{.language = asked->language,
              .title = std::string(base::clip_utf8(title_of(*view, asked->language), kHeadTitle))};
  frame.description = base::clip_utf8(purpose, kLongestDescription);
  frame.path = "/partnerships/" + asked->id.str();
  if (of_version) frame.path += "/revisions/" + std::to_string(view->partnership.version);
  frame.section = "partnerships";
  frame.etag = etag;
  frame.index = !of_version;
  const RecordPage about{.register_name = name_of(context, asked->language),
                         .origin = origin_of(context, request),
                         .today = base::day_of(context.reg.clock().now())};
  if (!of_version) frame.data = structured_data(*view, asked->language, about.origin);
  auto content = partnership_view(*view, about, messages);
  const auto& rates = *context.reg.rates();
  content["totals"] = sums_view(registry::sums_of(*view, rates, about.today), rates, messages);
  auto similar = of_version ? list_view() : similar_views(context, asked->id, asked->language);
  content["has_similar"] = View(similar.is_non_empty_list());
  content["similar"] = std::move(similar);
  content["agreements"] =
      of_version ? View(false)
                 : agreements_view(registry::Agreeing(context.reg).of_partnership(asked->id), messages);
  if (!of_version) content["governing"] = governing_summary(*view, messages);
  content["agreements_csv"] = View(href(asked->language, frame.path + "/agreements.csv"));
  content["principles"] =
      of_version ? View(false) : principles_summary(context, request, asked->id, messages);
  content["concerns"] = of_version ? View(false) : concern_link(context, asked->id, messages);
  return page(context, request, frame, "partnership", content);
}

/// All its parties, two hundred a page.
http::Response parties_page(const Context& context, const http::Request& request,
                            const http::Captures& captures) {
  const auto asked = asked_record(captures);
  if (!asked) return error_page(context, request, "", 404);
  const auto parameter = request.parameter("page");
  const auto number = parameter.empty() ? std::optional<std::int64_t>(1) : positive_number(parameter);
  if (!number) return error_page(context, request, asked->language, 404);
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto unchanged = not_modified(request, etag, asked->language)) return *unchanged;
  const auto view = context.reg.partnership(asked->id);
  constexpr std::int64_t kMostPages = 1'000'000;
  const auto first = static_cast<std::size_t>(std::min(*number, kMostPages) - 1) * kMostParties;
  if (!view || (*number > 1 && first >= view->parties.size()))
    return error_page(context, request, asked->language, 404);

  const auto& messages = base::Messages::in(asked->language);
  Frame frame{.language = asked->language,
              .title = messages.get("partnership.section.parties") + " – " +
                       std::string(base::clip_utf8(title_of(*view, asked->language), kHeadTitle))};
  frame.path = "/partnerships/" + asked->id.str() + "/parties";
  if (*number > 1) frame.path += "?page=" + std::to_string(*number);
  frame.section = "partnerships";
  frame.etag = etag;
  frame.index = false;
  return page(context, request, frame, "parties", all_parties_view(*view, *number, messages));
}

using Table = std::string (*)(const registry::PartnershipView&, std::string_view language);

/// A table of the record as CSV.
http::Response table_download(const Context& context, const http::Request& request,
                              const http::Captures& captures, const char* name, Table table) {
  const auto asked = asked_record(captures);
  if (!asked) return error_page(context, request, "", 404);
  const auto view = context.reg.partnership(asked->id);
  if (!view) return error_page(context, request, asked->language, 404);
  return download(table(*view, asked->language), "text/csv; charset=utf-8; header=present",
                  std::string(name) + ".csv", asked->language);
}

/// How a revision is cited, for reference managers.
http::Response citation_download(const Context& context, const http::Request& request,
                                 const http::Captures& captures, bool of_bibtex) {
  const auto asked = asked_record(captures);
  const auto version = positive_number(captures["version"]);
  if (!asked || !version) return error_page(context, request, "", 404);
  const auto view = context.reg.partnership_at(asked->id, *version);
  if (!view) return error_page(context, request, asked->language, 404);
  const auto* title = view->partnership.value.title.pick(asked->language);
  const Citation citation{.title = title_of(*view, asked->language),
                          .publisher = name_of(context, asked->language),
                          .language = title ? title->language : std::string(asked->language),
                          .url = origin_of(context, request) + partnership_href(asked->language, asked->id) +
                                 "/revisions/" + std::to_string(*version),
                          .id = asked->id.str(),
                          .version = *version,
                          .time = view->partnership.time};
  return of_bibtex ? download(bibtex(citation), "application/x-bibtex; charset=utf-8", "citation.bib",
                              asked->language)
                   : download(ris(citation), "application/x-research-info-systems; charset=utf-8",
                              "citation.ris", asked->language);
}

/// What the pages of revisions need to know of a partnership.
std::optional<RevisedRecord> revised_partnership(const Context& context, const base::Uuid& id,
                                                 std::string_view language) {
  auto view = context.reg.partnership(id);
  if (!view) return std::nullopt;
  return RevisedRecord{.section = "partnerships",
                       .type = model::Partnership::kType,
                       .id = id,
                       .address = "/partnerships/" + id.str(),
                       .page = "/partnerships/" + id.str(),
                       .all = "/partnerships/" + id.str() + "/revisions",
                       .title = title_of(*view, language),
                       .head_version = view->head_version,
                       .revisions = std::move(view->revisions),
                       .reports = {}};
}

}  // namespace

std::vector<http::Route> partnership_routes(const Context& context) {
  return {
      {"GET", "/{lang}/partnerships/{id}", "One partnership with all that hangs on it",
       [context](const http::Request& request, const http::Captures& captures) {
         return partnership_page(context, request, captures, false);
       }},
      {"GET", "/{lang}/partnerships/{id}/revisions",
       "The revisions of a partnership, and a form to compare two",
       [context](const http::Request& request, const http::Captures& captures) {
         return revisions_page(context, request, captures, revised_partnership);
       }},
      {"GET", "/{lang}/partnerships/{id}/revisions/{version}",
       "A partnership as it stood in an earlier revision",
       [context](const http::Request& request, const http::Captures& captures) {
         return partnership_page(context, request, captures, true);
       }},
      {"GET", "/{lang}/partnerships/{id}/revisions/{version}/citation.bib",
       "How a revision is cited, as BibTeX",
       [context](const http::Request& request, const http::Captures& captures) {
         return citation_download(context, request, captures, true);
       }},
      {"GET", "/{lang}/partnerships/{id}/revisions/{version}/citation.ris", "How a revision is cited, as RIS",
       [context](const http::Request& request, const http::Captures& captures) {
         return citation_download(context, request, captures, false);
       }},
      {"GET", "/{lang}/partnerships/{id}/parties", "All parties of a partnership, two hundred a page",
       [context](const http::Request& request, const http::Captures& captures) {
         return parties_page(context, request, captures);
       }},
      {"GET", "/{lang}/partnerships/{id}/parties.csv", "Its parties as CSV",
       [context](const http::Request& request, const http::Captures& captures) {
         return table_download(context, request, captures, "parties", parties_csv);
       }},
      {"GET", "/{lang}/partnerships/{id}/commitments.csv", "What was promised, as CSV",
       [context](const http::Request& request, const http::Captures& captures) {
         return table_download(context, request, captures, "commitments", commitments_csv);
       }},
      {"GET", "/{lang}/partnerships/{id}/deliveries.csv", "What was delivered, as CSV",
       [context](const http::Request& request, const http::Captures& captures) {
         return table_download(context, request, captures, "deliveries", deliveries_csv);
       }},
      {"GET", "/{lang}/partnerships/{id}/money.csv", "Money by currency and year, as CSV",
       [context](const http::Request& request, const http::Captures& captures) {
         return table_download(context, request, captures, "money", money_csv);
       }},
      {"GET", "/{lang}/partnerships/{id}/results.csv", "Figures of its results, as CSV",
       [context](const http::Request& request, const http::Captures& captures) {
         return table_download(context, request, captures, "results", results_csv);
       }},
      {"GET", "/{lang}/partnerships/{id}/differences",
       "What changed from one revision of a partnership to another",
       [context](const http::Request& request, const http::Captures& captures) {
         return differences_page(context, request, captures, revised_partnership, standing_difference);
       }},
  };
}

}  // namespace entente::pages

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/pages.hpp"
#include "pages/in_language.hpp"

#include <functional>
#include <iterator>
#include <utility>

#include "base/text.hpp"
#include "pages/about_page.hpp"
#include "pages/account_page.hpp"
#include "pages/agreement_views.hpp"
#include "pages/asking_page.hpp"
#include "pages/assets.hpp"
#include "pages/claim_pages.hpp"
#include "pages/compare_page.hpp"
#include "pages/concern_views.hpp"
#include "pages/countries_page.hpp"
#include "pages/diligence_views.hpp"
#include "pages/embed_page.hpp"
#include "pages/events_page.hpp"
#include "pages/feed.hpp"
#include "pages/fields_page.hpp"
#include "pages/goals_page.hpp"
#include "pages/governing_pages.hpp"
#include "pages/home_page.hpp"
#include "pages/hook_views.hpp"
#include "pages/institution_views.hpp"
#include "pages/list_page.hpp"
#include "pages/lists_page.hpp"
#include "pages/log_page.hpp"
#include "pages/map_page.hpp"
#include "pages/named_page.hpp"
#include "pages/organisation_page.hpp"
#include "pages/own_place.hpp"
#include "pages/part_pages.hpp"
#include "pages/partnership_page.hpp"
#include "pages/principles_page.hpp"
#include "pages/promise_pages.hpp"
#include "pages/published_page.hpp"
#include "pages/register_pages.hpp"
#include "pages/report_pages.hpp"
#include "pages/screening_views.hpp"
#include "pages/sign_in_page.hpp"
#include "pages/sitemap.hpp"
#include "pages/suggestions.hpp"
#include "pages/validate_page.hpp"

namespace entente::pages {

namespace {

std::vector<http::Route> sign_in_routes(const Context& context) {
  return {
      {"GET", "/{lang}/sign-in", "A form to sign in.", in_language(context, sign_in_form)},
      {"POST", "/{lang}/sign-in", "Signs in.", in_language(context, sign_in_sent)},
      {"GET", "/{lang}/sign-in/code", "A form for the second factor.", in_language(context, code_form)},
      {"POST", "/{lang}/sign-in/code", "Takes the second factor, or a recovery code.",
       in_language(context, code_sent)},
      {"POST", "/{lang}/sign-out", "Ends the session.", in_language(context, sign_out_sent)},
      {"GET", "/{lang}/link/{secret}", "What a link that opens once is for.",
       in_language(context, link_form)},
      {"POST", "/{lang}/link/{secret}", "Opens it: sets a password.", in_language(context, link_sent)},
  };
}

void append(std::vector<http::Route>& all, std::vector<http::Route> more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

}  // namespace

std::vector<http::Route> routes(const Context& context) {
  std::vector<http::Route> all = {
      {"GET", "/", "Sends on to the home page in the reader's language.",
       [context](const http::Request& request, const http::Captures&) {
         return choose_language(context, request);
       }},
      {"GET", "/{lang}", "The home page.", in_language(context, home_page)},
      {"GET", "/{lang}/", "The home page.", in_language(context, home_page)},
      {"GET", "/{lang}/partnerships", "Finding partnerships: words, filters, pages.",
       in_language(context, list_page)},
      {"GET", "/{lang}/partnerships.csv", "What the same address finds, as CSV.",
       in_language(context, list_download)},
      {"GET", "/{lang}/partnerships.xml", "The activities of IATI among what the same address finds.",
       in_language(context, list_iati)},
      {"GET", "/{lang}/suggestions", "What a search field offers while somebody types.",
       in_language(context, suggestions)},
      {"GET", "/{lang}/goals", "The goals, and how many partnerships serve each.",
       in_language(context, goals_page)},
      {"GET", "/{lang}/goals.csv", "The same counts as CSV.", in_language(context, goals_download)},
      {"GET", "/{lang}/goals/{code}", "One goal: its targets, what is done, by whom and where.",
       in_language(context, goal_page)},
      {"GET", "/{lang}/countries", "Countries and areas by region, and what works in each.",
       in_language(context, countries_page)},
      {"GET", "/{lang}/countries/{code}", "One country or area: what is done on its soil, and by whom.",
       in_language(context, country_page)},
      {"GET", "/{lang}/fields", "The fields of work, and how many partnerships work in each.",
       in_language(context, fields_page)},
      {"GET", "/{lang}/fields/{code}", "One field: what is done in it, by whom and where.",
       in_language(context, field_page)},
      {"GET", "/{lang}/partnerships.atom", "What the same address finds, changed last, as an Atom feed.",
       in_language(context, feed)},
      {"GET", "/{lang}/map", "Where the partnerships of any filter work, as a map and a table.",
       in_language(context, map_page)},
      {"GET", "/{lang}/map.csv", "The table of that map as CSV.", in_language(context, map_download)},
      {"GET", "/{lang}/compare", "Up to four partnerships side by side.", in_language(context, compare_page)},
      {"GET", "/{lang}/named", "Where an organisation is named, by its name or identifier.",
       in_language(context, named_page)},
      {"GET", "/boundaries.svg", "The operator's boundaries, which maps lay under their dots.",
       [context](const http::Request& request, const http::Captures&) {
         return boundaries_file(context, request);
       }},
      {"GET", "/sitemap.xml", "The map of this site for robots, in parts.",
       [context](const http::Request& request, const http::Captures&) { return sitemap(context, request); }},
      {"GET", "/robots.txt", "What robots are asked to leave alone.",
       [context](const http::Request& request, const http::Captures&) { return robots(context, request); }},
      {"GET", "/{lang}/validate", "A form to which a file of IATI is given to be validated.",
       in_language(context, validate_form)},
      {"POST", "/{lang}/validate", "The report of that file; nothing of it is kept.",
       in_language(context, validate_file)},
      {"GET", "/{lang}/about", "What the register is and holds.", in_language(context, about_page)},
  };
  append(all, log_routes(context));
  append(all, sign_in_routes(context));
  append(all, asking_routes(context));
  append(all, account_routes(context));
  append(all, accounts_routes(context));
  append(all, events_routes(context));
  append(all, roles_routes(context));
  append(all, claim_routes(context));
  append(all, claims_routes(context));
  append(all, people_routes(context));
  append(all, invitations_routes(context));
  append(all, offer_routes(context));
  append(all, code_routes(context));
  append(all, merge_routes(context));
  append(all, concern_routes(context));
  append(all, concerns_routes(context));
  append(all, own_concerns_routes(context));
  append(all, diligence_policy_routes(context));
  append(all, scorecard_routes(context));
  append(all, principles_policy_routes(context));
  append(all, diligence_queue_routes(context));
  append(all, diligence_routes(context));
  append(all, diligence_finding_routes(context));
  append(all, own_diligence_routes(context));
  append(all, lists_routes(context));
  append(all, hooks_routes(context));
  append(all, hook_routes(context));
  append(all, partnership_routes(context));
  append(all, organisation_routes(context));
  append(all, embed_routes(context));
  append(all, published_routes(context));
  append(all, desk_routes(context));
  append(all, guidance_routes(context));
  append(all, host_answer_routes(context));
  append(all, agreement_routes(context));
  append(all, agreement_form_routes(context));
  append(all, agreement_difference_routes(context));
  append(all, agreement_withdraw_routes(context));
  append(all, agreement_sign_routes(context));
  append(all, signing_key_routes(context));
  append(all, parts_routes(context));
  append(all, part_routes(context));
  append(all, promise_list_routes(context));
  append(all, promise_form_routes(context));
  append(all, delivery_word_routes(context));
  append(all, governing_routes(context));
  append(all, governing_form_routes(context));
  append(all, report_routes(context));
  append(all, report_managing_routes(context));
  append(all, rhythm_routes(context));
  append(all, report_review_routes(context));
  append(all, reported_routes(context));
  append(all, own_place_routes(context));
  append(all, notices_routes(context));
  append(all, registering_routes(context));
  append(all, register_parties_routes(context));
  append(all, review_routes(context));
  append(all, screening_routes(context));
  append(all, screening_hit_routes(context));
  append(all, withdraw_routes(context));
  append(all, erase_contact_routes(context));
  append(all, removing_file_routes(context));
  append(all, institution_routes(context));
  append(all, asset_routes());
  offer_languages(all, context);
  return all;
}

}  // namespace entente::pages

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "access/route_permissions.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace entente::access {

namespace {

constexpr std::array kRoutePermissions{
    RoutePermission{"GET", "/", Action::read_published},
    RoutePermission{"GET", "/api/v1/account", Action::read_own_account},
    RoutePermission{"GET", "/api/v1/account/parts", Action::answer_for_party},
    RoutePermission{"GET", "/api/v1/account/parts/{id}", Action::answer_for_party},
    RoutePermission{"PUT", "/api/v1/account/parts/{id}", Action::answer_for_party},
    RoutePermission{"POST", "/api/v1/account/parts/{id}/word", Action::answer_for_party},
    RoutePermission{"GET", "/api/v1/account/tokens", Action::read_own_account},
    RoutePermission{"DELETE", "/api/v1/account/tokens/{id}", Action::end_own_access},
    RoutePermission{"GET", "/api/v1/capacity", Action::read_published},
    RoutePermission{"GET", "/api/v1/concerns", Action::read_published},
    RoutePermission{"GET", "/api/v1/countries/{code}", Action::read_published},
    RoutePermission{"GET", "/api/v1/countries/{code}/published/{id}", Action::read_published},
    RoutePermission{"GET", "/api/v1/countries/{code}/published/{id}/differences", Action::read_published},
    RoutePermission{"GET", "/api/v1/countries/{code}/published/{id}/revisions/{version}",
                    Action::read_published},
    RoutePermission{"GET", "/api/v1/deliveries/{id}/evidence/{hash}", Action::read_published},
    RoutePermission{"GET", "/api/v1/openapi.yaml", Action::read_published},
    RoutePermission{"GET", "/api/v1/organisations", Action::read_published},
    RoutePermission{"GET", "/api/v1/organisations/{id}", Action::read_published},
    RoutePermission{"GET", "/api/v1/organisations/{id}/differences", Action::read_published},
    RoutePermission{"GET", "/api/v1/organisations/{id}/iati", Action::read_published},
    RoutePermission{"GET", "/api/v1/organisations/{id}/revisions/{version}", Action::read_published},
    RoutePermission{"GET", "/api/v1/partnerships", Action::read_published},
    RoutePermission{"GET", "/api/v1/partnerships/{id}", Action::read_published},
    RoutePermission{"GET", "/api/v1/partnerships/{id}/differences", Action::read_published},
    RoutePermission{"GET", "/api/v1/partnerships/{id}/iati", Action::read_published},
    RoutePermission{"GET", "/api/v1/partnerships/{id}/original", Action::read_published},
    RoutePermission{"GET", "/api/v1/partnerships/{id}/revisions/{version}", Action::read_published},
    RoutePermission{"GET", "/api/v1/partnerships/{id}/similar", Action::read_published},
    RoutePermission{"GET", "/api/v1/register", Action::read_published},
    RoutePermission{"GET", "/api/v1/suggestions", Action::read_published},
    RoutePermission{"POST", "/api/v1/validate", Action::check_file},
    RoutePermission{"GET", "/accent.css", Action::read_published},
    RoutePermission{"GET", "/assets/app-{hash}.js", Action::read_published},
    RoutePermission{"GET", "/assets/embed-{hash}.css", Action::read_published},
    RoutePermission{"GET", "/assets/style-{hash}.css", Action::read_published},
    RoutePermission{"GET", "/boundaries.svg", Action::read_published},
    RoutePermission{"GET", "/favicon.ico", Action::read_published},
    RoutePermission{"GET", "/favicon.svg", Action::read_published},
    RoutePermission{"GET", "/healthz", Action::read_published},
    RoutePermission{"GET", "/logo", Action::read_published},
    RoutePermission{"GET", "/metrics", Action::read_published},
    RoutePermission{"GET", "/readyz", Action::read_published},
    RoutePermission{"GET", "/robots.txt", Action::read_published},
    RoutePermission{"GET", "/sitemap.xml", Action::read_published},
    RoutePermission{"GET", "/{lang}", Action::read_published},
    RoutePermission{"GET", "/{lang}/", Action::read_published},
    RoutePermission{"GET", "/{lang}/about", Action::read_published},
    RoutePermission{"GET", "/{lang}/about/{text}", Action::read_published},
    RoutePermission{"GET", "/{lang}/capacity", Action::read_published},
    RoutePermission{"GET", "/{lang}/capacity.atom", Action::read_published},
    RoutePermission{"GET", "/{lang}/compare", Action::read_published},
    RoutePermission{"GET", "/{lang}/countries", Action::read_published},
    RoutePermission{"GET", "/{lang}/countries/{code}", Action::read_published},
    RoutePermission{"GET", "/{lang}/countries/{code}/published/{id}", Action::read_published},
    RoutePermission{"GET", "/{lang}/countries/{code}/published/{id}/differences", Action::read_published},
    RoutePermission{"GET", "/{lang}/embed/partnerships", Action::read_published},
    RoutePermission{"GET", "/{lang}/embed/partnerships/{id}", Action::read_published},
    RoutePermission{"GET", "/{lang}/fields", Action::read_published},
    RoutePermission{"GET", "/{lang}/fields/{code}", Action::read_published},
    RoutePermission{"GET", "/{lang}/goals", Action::read_published},
    RoutePermission{"GET", "/{lang}/goals.csv", Action::read_published},
    RoutePermission{"GET", "/{lang}/goals/{code}", Action::read_published},
    RoutePermission{"GET", "/{lang}/map", Action::read_published},
    RoutePermission{"GET", "/{lang}/map.csv", Action::read_published},
    RoutePermission{"GET", "/{lang}/named", Action::read_published},
    RoutePermission{"GET", "/{lang}/organisations", Action::read_published},
    RoutePermission{"GET", "/{lang}/organisations/{id}", Action::read_published},
    RoutePermission{"GET", "/{lang}/organisations/{id}/budgets.csv", Action::read_published},
    RoutePermission{"GET", "/{lang}/organisations/{id}/differences", Action::read_published},
    RoutePermission{"GET", "/{lang}/organisations/{id}/partners.csv", Action::read_published},
    RoutePermission{"GET", "/{lang}/organisations/{id}/revisions", Action::read_published},
    RoutePermission{"GET", "/{lang}/organisations/{id}/revisions/{version}", Action::read_published},
    RoutePermission{"GET", "/{lang}/partnerships", Action::read_published},
    RoutePermission{"GET", "/{lang}/partnerships.atom", Action::read_published},
    RoutePermission{"GET", "/{lang}/partnerships.csv", Action::read_published},
    RoutePermission{"GET", "/{lang}/partnerships.xml", Action::read_published},
    RoutePermission{"GET", "/{lang}/partnerships.ics", Action::read_published},
    RoutePermission{"GET", "/{lang}/partnerships/{id}/calendar.ics", Action::read_published},
    RoutePermission{"GET", "/{lang}/reports", Action::read_published},
    RoutePermission{"GET", "/{lang}/reports.atom", Action::read_published},
    RoutePermission{"GET", "/{lang}/reports/{id}", Action::read_published},
    RoutePermission{"GET", "/{lang}/partnerships/{id}", Action::read_published},
    RoutePermission{"GET", "/{lang}/partnerships/{id}/commitments.csv", Action::read_published},
    RoutePermission{"GET", "/{lang}/partnerships/{id}/deliveries.csv", Action::read_published},
    RoutePermission{"GET", "/{lang}/partnerships/{id}/differences", Action::read_published},
    RoutePermission{"GET", "/{lang}/partnerships/{id}/money.csv", Action::read_published},
    RoutePermission{"GET", "/{lang}/partnerships/{id}/parties", Action::read_published},
    RoutePermission{"GET", "/{lang}/partnerships/{id}/parties.csv", Action::read_published},
    RoutePermission{"GET", "/{lang}/partnerships/{id}/results.csv", Action::read_published},
    RoutePermission{"GET", "/{lang}/partnerships/{id}/revisions", Action::read_published},
    RoutePermission{"GET", "/{lang}/partnerships/{id}/revisions/{version}", Action::read_published},
    RoutePermission{"GET", "/{lang}/partnerships/{id}/revisions/{version}/citation.bib",
                    Action::read_published},
    RoutePermission{"GET", "/{lang}/partnerships/{id}/revisions/{version}/citation.ris",
                    Action::read_published},
    RoutePermission{"GET", "/{lang}/suggestions", Action::read_published},
    RoutePermission{"GET", "/{lang}/validate", Action::read_published},
    RoutePermission{"POST", "/{lang}/validate", Action::check_file},
    RoutePermission{"GET", "/{lang}/sign-in", Action::sign_in},
    RoutePermission{"POST", "/{lang}/sign-in", Action::sign_in},
    RoutePermission{"GET", "/{lang}/sign-in/code", Action::sign_in},
    RoutePermission{"POST", "/{lang}/sign-in/code", Action::sign_in},
    RoutePermission{"POST", "/{lang}/sign-out", Action::sign_in},
    RoutePermission{"GET", "/{lang}/link/{secret}", Action::sign_in},
    RoutePermission{"POST", "/{lang}/link/{secret}", Action::sign_in},
    RoutePermission{"GET", "/{lang}/new-password", Action::sign_in},
    RoutePermission{"POST", "/{lang}/new-password", Action::sign_in},
    RoutePermission{"GET", "/{lang}/register", Action::sign_in},
    RoutePermission{"POST", "/{lang}/register", Action::sign_in},
    RoutePermission{"GET", "/{lang}/account", Action::keep_own_account},
    RoutePermission{"POST", "/{lang}/account", Action::keep_own_account},
    RoutePermission{"GET", "/{lang}/account/data.json", Action::keep_own_account},
    RoutePermission{"GET", "/{lang}/account/notifications", Action::keep_own_account},
    RoutePermission{"POST", "/{lang}/account/notifications", Action::keep_own_account},
    RoutePermission{"GET", "/{lang}/account/erase", Action::keep_own_account},
    RoutePermission{"POST", "/{lang}/account/erase", Action::keep_own_account},
    RoutePermission{"POST", "/{lang}/account/password", Action::keep_own_account},
    RoutePermission{"GET", "/{lang}/account/second-factor", Action::keep_own_account},
    RoutePermission{"POST", "/{lang}/account/second-factor", Action::keep_own_account},
    RoutePermission{"POST", "/{lang}/account/recovery-codes", Action::keep_own_account},
    RoutePermission{"POST", "/{lang}/account/sessions", Action::keep_own_account},
    RoutePermission{"POST", "/{lang}/account/address", Action::keep_own_account},
    RoutePermission{"GET", "/{lang}/account/events", Action::keep_own_account},
    RoutePermission{"GET", "/{lang}/events", Action::see_events},
    RoutePermission{"GET", "/{lang}/account/tokens", Action::keep_own_account},
    RoutePermission{"POST", "/{lang}/account/tokens", Action::keep_own_account},
    RoutePermission{"GET", "/{lang}/desk/{code}", Action::keep_desk},
    RoutePermission{"GET", "/{lang}/desk/{code}/{kind}", Action::keep_desk},
    RoutePermission{"POST", "/{lang}/desk/{code}/{kind}", Action::keep_desk},
    RoutePermission{"GET", "/{lang}/desk/{code}/{kind}/{id}", Action::keep_desk},
    RoutePermission{"POST", "/{lang}/desk/{code}/{kind}/{id}", Action::keep_desk},
    RoutePermission{"GET", "/{lang}/account/parts", Action::prepare_for_party},
    RoutePermission{"GET", "/{lang}/account/parts/{id}", Action::prepare_for_party},
    RoutePermission{"POST", "/{lang}/account/parts/{id}", Action::prepare_for_party},
    RoutePermission{"GET", "/{lang}/account/parts/{id}/promises", Action::make_promise},
    RoutePermission{"GET", "/{lang}/account/parts/{id}/promises/new", Action::make_promise},
    RoutePermission{"POST", "/{lang}/account/parts/{id}/promises/new", Action::make_promise},
    RoutePermission{"GET", "/{lang}/account/promises/{id}", Action::make_promise},
    RoutePermission{"POST", "/{lang}/account/promises/{id}", Action::make_promise},
    RoutePermission{"POST", "/{lang}/account/promises/{id}/evidence", Action::make_promise},
    RoutePermission{"GET", "/{lang}/account/deliveries/{id}", Action::keep_own_account},
    RoutePermission{"POST", "/{lang}/account/deliveries/{id}", Action::attest_delivery},
    RoutePermission{"GET", "/{lang}/account/deliveries/{id}/verification", Action::verify_delivery},
    RoutePermission{"POST", "/{lang}/account/deliveries/{id}/verification", Action::verify_delivery},
    RoutePermission{"GET", "/{lang}/account/parts/{id}/calendar", Action::report_for_party},
    RoutePermission{"POST", "/{lang}/account/parts/{id}/calendar", Action::report_for_party},
    RoutePermission{"GET", "/{lang}/account/parts/{id}/report", Action::report_for_party},
    RoutePermission{"POST", "/{lang}/account/parts/{id}/report", Action::report_for_party},
    RoutePermission{"GET", "/{lang}/account/reports", Action::report_for_party},
    RoutePermission{"GET", "/{lang}/reporting", Action::review_report},
    RoutePermission{"GET", "/{lang}/reporting/appeals/{id}", Action::decide_appeal},
    RoutePermission{"POST", "/{lang}/reporting/appeals/{id}", Action::decide_appeal},
    RoutePermission{"GET", "/{lang}/reporting/reports/{id}", Action::review_report},
    RoutePermission{"POST", "/{lang}/reporting/reports/{id}", Action::review_report},
    RoutePermission{"GET", "/{lang}/account/guidance/{id}", Action::acknowledge_guidance},
    RoutePermission{"POST", "/{lang}/account/guidance/{id}", Action::acknowledge_guidance},
    RoutePermission{"GET", "/{lang}/accounts", Action::see_accounts},
    RoutePermission{"POST", "/{lang}/accounts", Action::see_accounts},
    RoutePermission{"GET", "/{lang}/accounts/{id}", Action::see_accounts},
    RoutePermission{"POST", "/{lang}/accounts/{id}", Action::see_accounts},
    RoutePermission{"GET", "/{lang}/account/roles", Action::keep_own_account},
    RoutePermission{"POST", "/{lang}/account/roles", Action::keep_own_account},
    RoutePermission{"GET", "/{lang}/account/claims/{id}", Action::claim_place},
    RoutePermission{"POST", "/{lang}/account/claims/{id}", Action::claim_place},
    RoutePermission{"GET", "/{lang}/organisations/{id}/claim", Action::claim_place},
    RoutePermission{"POST", "/{lang}/organisations/{id}/claim", Action::claim_place},
    RoutePermission{"GET", "/{lang}/countries/{code}/claim", Action::claim_place},
    RoutePermission{"POST", "/{lang}/countries/{code}/claim", Action::claim_place},
    RoutePermission{"GET", "/{lang}/account/concerns", Action::reply_to_concern},
    RoutePermission{"GET", "/{lang}/account/concerns/{number}", Action::reply_to_concern},
    RoutePermission{"POST", "/{lang}/account/concerns/{number}", Action::reply_to_concern},
    RoutePermission{"GET", "/{lang}/concern/{secret}", Action::raise_concern},
    RoutePermission{"POST", "/{lang}/concern/{secret}", Action::raise_concern},
    RoutePermission{"GET", "/{lang}/concerns", Action::answer_concern},
    RoutePermission{"GET", "/{lang}/concerns/about/{id}", Action::raise_concern},
    RoutePermission{"POST", "/{lang}/concerns/about/{id}", Action::raise_concern},
    RoutePermission{"GET", "/{lang}/concerns/{number}", Action::answer_concern},
    RoutePermission{"POST", "/{lang}/concerns/{number}", Action::answer_concern},
    RoutePermission{"GET", "/{lang}/claims", Action::see_claims},
    RoutePermission{"GET", "/{lang}/claims/{id}", Action::see_claims},
    RoutePermission{"POST", "/{lang}/claims/{id}", Action::decide_claim},
    RoutePermission{"GET", "/{lang}/organisations/{id}/people", Action::see_colleagues},
    RoutePermission{"POST", "/{lang}/organisations/{id}/people", Action::see_colleagues},
    RoutePermission{"GET", "/{lang}/countries/{code}/people", Action::see_colleagues},
    RoutePermission{"POST", "/{lang}/countries/{code}/people", Action::see_colleagues},
    RoutePermission{"GET", "/{lang}/offer/{secret}", Action::sign_in},
    RoutePermission{"POST", "/{lang}/offer/{secret}", Action::sign_in},
    RoutePermission{"GET", "/{lang}/partnerships/{id}/invitations", Action::invite_party},
    RoutePermission{"GET", "/{lang}/partnerships/{id}/invitations/{part}", Action::invite_party},
    RoutePermission{"POST", "/{lang}/partnerships/{id}/invitations/{part}", Action::invite_party},
    RoutePermission{"GET", "/{lang}/code", Action::sign_in},
    RoutePermission{"POST", "/{lang}/code", Action::sign_in},
    RoutePermission{"GET", "/{lang}/merges", Action::merge_organisations},
    RoutePermission{"POST", "/{lang}/merges", Action::merge_organisations},
    RoutePermission{"GET", "/{lang}/registering", Action::draft_partnership},
    RoutePermission{"POST", "/{lang}/registering", Action::draft_partnership},
    RoutePermission{"GET", "/{lang}/registering/{id}", Action::draft_partnership},
    RoutePermission{"POST", "/{lang}/registering/{id}", Action::draft_partnership},
    RoutePermission{"GET", "/{lang}/registering/{id}/preview", Action::draft_partnership},
    RoutePermission{"GET", "/{lang}/registering/{id}/parties", Action::draft_partnership},
    RoutePermission{"POST", "/{lang}/registering/{id}/parties", Action::draft_partnership},
    RoutePermission{"GET", "/{lang}/registering/{id}/parties/{part}", Action::draft_partnership},
    RoutePermission{"POST", "/{lang}/registering/{id}/parties/{part}", Action::draft_partnership},
    RoutePermission{"GET", "/{lang}/registering/{id}/step/{step}", Action::draft_partnership},
    RoutePermission{"POST", "/{lang}/registering/{id}/step/{step}", Action::draft_partnership},
    RoutePermission{"GET", "/{lang}/review", Action::review_partnership},
    RoutePermission{"GET", "/{lang}/review/{id}", Action::review_partnership},
    RoutePermission{"POST", "/{lang}/review/{id}", Action::review_partnership},
    RoutePermission{"GET", "/{lang}/review/{id}/preview", Action::review_partnership},
    RoutePermission{"GET", "/{lang}/partnerships/{id}/withdraw", Action::review_partnership},
    RoutePermission{"POST", "/{lang}/partnerships/{id}/withdraw", Action::review_partnership},
};

/// "/assets/style-1a2b3c4d.css" as the table names it: "/assets/style-{hash}.css".
std::string without_hash(std::string_view pattern) {
  constexpr std::size_t kHash = 8;
  const auto dot = pattern.rfind('.');
  if (!pattern.starts_with("/assets/") || dot == pattern.npos || dot < kHash + 1) return std::string(pattern);
  return std::string(pattern.substr(0, dot - kHash)) + "{hash}" + std::string(pattern.substr(dot));
}

}  // namespace

std::span<const RoutePermission> route_permissions() {
  return kRoutePermissions;
}

std::optional<Action> action_of_route(std::string_view method, std::string_view pattern) {
  // What a browser asks first about an address of the API tells nothing but its methods.
  if (method == "OPTIONS" && pattern.starts_with("/api/")) return Action::read_published;
  const auto named = without_hash(pattern);
  const auto found = std::ranges::find_if(kRoutePermissions, [&](const RoutePermission& row) {
    return row.method == method && row.pattern == named;
  });
  if (found == kRoutePermissions.end()) return std::nullopt;
  return found->action;
}

bool might(const Actor& actor, Action action) {
  return std::ranges::any_of(permissions(), [&](const Permission& row) {
    if (row.action != action) return false;
    if (std::holds_alternative<Everybody>(row.who)) return true;
    if (!actor.account || !is_in_scope(actor, action)) return false;
    if (std::holds_alternative<Signed>(row.who)) return true;
    const auto role = std::get<Role>(row.who);
    return actor.holds(role) && (actor.second_factor || !needs_second_factor(role));
  });
}

}  // namespace entente::access

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Others' claims, and what nobody speaks for any more.
#include <array>

#include "http/form.hpp"
#include "pages/claim_pages.hpp"
#include "pages/claim_views.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/place_views.hpp"
#include "pages/visitor.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kClaimsAPage = 100;
constexpr std::size_t kMostVacancies = 200;

/// What "?state=" may say.
struct ClaimStateName {
  std::string_view name;
  store::ClaimState state;
};
constexpr std::array kClaimStates{ClaimStateName{"open", store::ClaimState::open},
                                  ClaimStateName{"asked", store::ClaimState::asked},
                                  ClaimStateName{"accepted", store::ClaimState::accepted},
                                  ClaimStateName{"refused", store::ClaimState::refused},
                                  ClaimStateName{"withdrawn", store::ClaimState::withdrawn}};

ClaimStateName asked_state(const http::Request& request) {
  for (const auto& each : kClaimStates)
    if (each.name == request.parameter("state")) return each;
  return kClaimStates.front();
}

View vacancy_rows(const Context& context, const access::Actor& actor, const base::Messages& messages) {
  auto rows = list_view();
  for (const auto& vacancy : context.claims->vacancies(actor, kMostVacancies)) {
    const auto role = access::role_of(vacancy.role);
    if (!role) continue;
    const access::Grant grant{*role, vacancy.of};
    View row;
    row["href"] =
        View(href(messages.language(), place_of(context, grant, messages.language()).path + "/people"));
    row["label"] = View(named_role(context, grant, messages));
    row["since"] = View(messages.moment(vacancy.since));
    rows.push_back(std::move(row));
  }
  return rows;
}

http::Response claims_list(const Context& context, const http::Request& request, std::string_view language,
                           const http::Captures&) {
  const auto& messages = base::Messages::in(language);
  const auto actor = visitor_of(context, request).actor;
  const auto asked = asked_state(request);
  const auto after = base::Uuid::parse(request.parameter("after")).value_or(base::Uuid());
  const auto lines = context.claims->list(actor, asked.state, after, kClaimsAPage);
  View view;
  view["states"] = list_view();
  for (const auto& each : kClaimStates) {
    View one;
    one["href"] = View(href(language, "/claims?state=" + std::string(each.name)));
    one["label"] = View(claim_state_label(each.state, messages));
    one["current"] = View(each.name == asked.name);
    view["states"].push_back(std::move(one));
  }
  view["rows"] = list_view();
  for (const auto& line : lines) {
    View row;
    row["href"] = View(href(language, "/claims/" + line.claim.id.str()));
    row["role"] = View(named_role(context, line.grant, messages));
    row["person"] = View(line.person);
    row["made"] = View(messages.moment(line.claim.made));
    row["changed"] = View(messages.moment(line.claim.changed));
    view["rows"].push_back(std::move(row));
  }
  view["some"] = View(!lines.empty());
  view["next"] = lines.size() == kClaimsAPage
                     ? View(href(language, "/claims?state=" + std::string(asked.name) +
                                               "&after=" + lines.back().claim.id.str()))
                     : View(false);
  view["vacancies"] = vacancy_rows(context, actor, messages);
  view["some_vacancies"] = View(view["vacancies"].is_non_empty_list());
  return page(context, request, private_frame(language, messages.get("claims.title"), "/claims"), "claims",
              view);
}

http::Response decision_page(const Context& context, const http::Request& request, std::string_view language,
                             const base::Uuid& id, std::string_view typed,
                             const std::optional<registry::ClaimFault>& fault) {
  const auto& messages = base::Messages::in(language);
  const auto actor = visitor_of(context, request).actor;
  const auto detail = context.claims->look(actor, id);
  const bool waits =
      detail.claim.state == store::ClaimState::open || detail.claim.state == store::ClaimState::asked;
  const bool may = access::may(actor, access::Action::decide_claim,
                               {.account = detail.claim.account, .sight = access::Sight::confidential});
  auto frame = private_frame(language, messages.get("claims.one.title"), "/claims/" + id.str());
  auto view = claim_view(context, detail, messages);
  view["heading"] = View(frame.title);
  view["back"] = View(href(language, "/claims"));
  view["back_label"] = View(messages.get("claims.title"));
  view["action"] = View(href(language, frame.path));
  view["key"] = View(key_of_forms(context, request));
  view["answering"] = View(false);
  view["withdrawing"] = View(false);
  view["accepted"] = View(false);
  view["deciding"] = View(waits && may);
  view["own"] = View(waits && actor.account == detail.claim.account);
  view["holders"] = View(messages.list(detail.holders));
  view["some_holders"] = View(waits && !detail.holders.empty());
  view["typed"] = View(typed);
  view["claim_fault"] = fault ? claim_fault_view(*fault, messages) : View(false);
  if (fault) frame.status = 422;
  return page(context, request, frame, "claim_one", view);
}

http::Response claim_looked_at(const Context& context, const http::Request& request,
                               std::string_view language, const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  if (!id) return error_page(context, request, language, 404);
  return decision_page(context, request, language, *id, {}, {});
}

http::Response decision_sent(const Context& context, const http::Request& request, std::string_view language,
                             const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  if (!id) return error_page(context, request, language, 404);
  const auto fields = own_form(context, request);
  if (!fields) return error_page(context, request, language, 403);
  const auto actor = visitor_of(context, request).actor;
  const auto wish = http::value_of(*fields, "do");
  const auto text = typed_words(*fields);
  std::optional<registry::ClaimFault> fault;
  if (wish == "accept")
    context.claims->accept(actor, *id);
  else if (wish == "refuse")
    fault = context.claims->refuse(actor, *id, text);
  else if (wish == "ask")
    fault = context.claims->ask(actor, *id, text);
  else
    return error_page(context, request, language, 400);
  if (fault) return decision_page(context, request, language, *id, text, fault);
  return see(language, "/claims/" + id->str());
}

}  // namespace

std::vector<http::Route> claims_routes(const Context& context) {
  return {
      {"GET", "/{lang}/claims", "Claims by state, and what nobody speaks for any more.",
       in_language(context, claims_list)},
      {"GET", "/{lang}/claims/{id}", "One claim, with what is needed to decide on it.",
       in_language(context, claim_looked_at)},
      {"POST", "/{lang}/claims/{id}", "Accepts a claim, refuses it, or asks back.",
       in_language(context, decision_sent)},
  };
}

}  // namespace entente::pages

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Claiming an organisation or a country, and one's own claim.
#include <array>
#include <utility>

#include "http/form.hpp"
#include "model/identifier.hpp"
#include "pages/claim_pages.hpp"
#include "pages/claim_views.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/place_views.hpp"
#include "pages/visitor.hpp"

namespace entente::pages {

namespace {

constexpr std::array kClaimSchemes{model::kLei, model::kRor, model::kIsin, model::kOrgId};

/// What the form was sent with; its fields stay as they were typed.
struct TypedClaim {
  std::string text, website;
  std::array<std::string, kClaimSchemes.size()> identifiers;
};

TypedClaim typed_claim(const http::Parameters& fields) {
  TypedClaim typed{typed_words(fields), std::string(base::trimmed(http::value_of(fields, "website"))), {}};
  for (std::size_t i = 0; i < kClaimSchemes.size(); ++i)
    typed.identifiers.at(i) = std::string(base::trimmed(http::value_of(fields, kClaimSchemes.at(i))));
  return typed;
}

registry::NewClaim new_claim(const AskedPlace& place, const TypedClaim& typed) {
  registry::NewClaim claim{place.speaker(), typed.text, typed.website, {}};
  for (std::size_t i = 0; i < kClaimSchemes.size(); ++i)
    if (!typed.identifiers.at(i).empty() && place.reach == access::Reach::organisation)
      claim.identifiers.push_back({std::string(kClaimSchemes.at(i)), typed.identifiers.at(i)});
  return claim;
}

View identifier_fields(const TypedClaim& typed, std::string_view wrong, const base::Messages& messages) {
  auto fields = list_view();
  for (std::size_t i = 0; i < kClaimSchemes.size(); ++i) {
    const std::string scheme(kClaimSchemes.at(i));
    View one;
    one["scheme"] = View(scheme);
    one["label"] = View(messages.get("claim.scheme." + scheme));
    one["value"] = View(typed.identifiers.at(i));
    one["bad"] = View(wrong == scheme);
    fields.push_back(std::move(one));
  }
  return fields;
}

http::Response claim_form_page(const Context& context, const http::Request& request,
                               std::string_view language, const AskedPlace& place, const TypedClaim& typed,
                               const std::optional<registry::ClaimFault>& fault) {
  const auto& messages = base::Messages::in(language);
  const std::string_view kind = place.reach == access::Reach::country ? "country" : "organisation";
  auto frame =
      private_frame(language, messages.get("claim." + std::string(kind) + ".title", {{"name", place.name}}),
                    place.path + "/claim");
  View view;
  view["heading"] = View(frame.title);
  view["lede"] = View(messages.get("claim." + std::string(kind) + ".lede"));
  view["place"] = View(href(language, place.path));
  view["name"] = View(place.name);
  view["action"] = View(href(language, frame.path));
  view["key"] = View(key_of_forms(context, request));
  view["text"] = View(typed.text);
  view["website"] = View(typed.website);
  view["organisation"] = View(place.reach == access::Reach::organisation);
  const auto since = context.claims->vacant_since(place.speaker());
  view["vacant"] =
      since ? View(messages.get("claim.vacant", {{"time", messages.moment(*since)}})) : View(false);
  view["claim_fault"] = View(false);
  std::string field;
  if (fault) {
    view["claim_fault"] = claim_fault_view(*fault, messages);
    const auto words = words_of(*fault, messages);
    field = words.field;
    frame.title = words.text + " – " + frame.title;
    frame.status = 422;
  }
  view["text_bad"] = View(field == "text");
  view["website_bad"] = View(field == "website");
  view["identifiers"] = identifier_fields(typed, field, messages);
  return page(context, request, frame, "claim", view);
}

http::Response claim_form(const Context& context, const http::Request& request, std::string_view language,
                          const http::Captures& captures) {
  const auto place = asked_place(context, captures, language);
  if (!place) return error_page(context, request, language, 404);
  return claim_form_page(context, request, language, *place, {}, {});
}

http::Response claim_sent(const Context& context, const http::Request& request, std::string_view language,
                          const http::Captures& captures) {
  const auto place = asked_place(context, captures, language);
  if (!place) return error_page(context, request, language, 404);
  const auto fields = own_form(context, request);
  if (!fields) return error_page(context, request, language, 403);
  const auto typed = typed_claim(*fields);
  const auto claimed = context.claims->claim(visitor_of(context, request).actor, new_claim(*place, typed));
  if (claimed.fault) return claim_form_page(context, request, language, *place, typed, claimed.fault);
  return see(language, "/account/claims/" + claimed.id.str());
}

http::Response own_claim_shown(const Context& context, const http::Request& request,
                               std::string_view language, const registry::ClaimDetail& detail,
                               std::string_view typed, const std::optional<registry::ClaimFault>& fault) {
  const auto& messages = base::Messages::in(language);
  auto frame =
      private_frame(language, messages.get("claim.own.title"), "/account/claims/" + detail.claim.id.str());
  auto view = claim_view(context, detail, messages);
  const bool asked = detail.claim.state == store::ClaimState::asked;
  view["heading"] = View(frame.title);
  view["back"] = View(href(language, "/account/roles"));
  view["back_label"] = View(messages.get("roles.title"));
  view["action"] = View(href(language, frame.path));
  view["key"] = View(key_of_forms(context, request));
  view["answering"] = View(asked);
  view["withdrawing"] = View(asked || detail.claim.state == store::ClaimState::open);
  view["accepted"] = View(detail.claim.state == store::ClaimState::accepted);
  view["deciding"] = View(false);
  view["own"] = View(false);
  view["some_holders"] = View(false);
  view["typed"] = View(typed);
  view["claim_fault"] = fault ? claim_fault_view(*fault, messages) : View(false);
  if (fault) frame.status = 422;
  return page(context, request, frame, "claim_one", view);
}

http::Response own_claim_page(const Context& context, const http::Request& request, std::string_view language,
                              const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]).value_or(base::Uuid());
  const auto detail = context.claims->own_claim(visitor_of(context, request).actor, id);
  if (!detail) return error_page(context, request, language, 404);
  return own_claim_shown(context, request, language, *detail, {}, {});
}

http::Response own_claim_sent(const Context& context, const http::Request& request, std::string_view language,
                              const http::Captures& captures) {
  const auto fields = own_form(context, request);
  if (!fields) return error_page(context, request, language, 403);
  const auto id = base::Uuid::parse(captures["id"]).value_or(base::Uuid());
  const auto actor = visitor_of(context, request).actor;
  const auto detail = context.claims->own_claim(actor, id);
  if (!detail) return error_page(context, request, language, 404);
  const auto wish = http::value_of(*fields, "do");
  if (wish == "withdraw") {
    context.claims->withdraw(actor, id);
  } else if (wish == "answer") {
    const auto text = typed_words(*fields);
    if (const auto fault = context.claims->answer(actor, id, text))
      return own_claim_shown(context, request, language, *detail, text, fault);
  } else {
    return error_page(context, request, language, 400);
  }
  return see(language, "/account/claims/" + id.str());
}

}  // namespace

std::vector<http::Route> claim_routes(const Context& context) {
  return {
      {"GET", "/{lang}/organisations/{id}/claim", "A form to claim that one speaks for an organisation.",
       in_language(context, claim_form)},
      {"POST", "/{lang}/organisations/{id}/claim", "Makes the claim.", in_language(context, claim_sent)},
      {"GET", "/{lang}/countries/{code}/claim", "A form to claim that one speaks for a country.",
       in_language(context, claim_form)},
      {"POST", "/{lang}/countries/{code}/claim", "Makes the claim.", in_language(context, claim_sent)},
      {"GET", "/{lang}/account/claims/{id}", "One's own claim: where it stands, and what was said.",
       in_language(context, own_claim_page)},
      {"POST", "/{lang}/account/claims/{id}", "Answers what was asked back, or withdraws the claim.",
       in_language(context, own_claim_sent)},
  };
}

}  // namespace entente::pages

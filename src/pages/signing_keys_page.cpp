// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// The public keys with which an organisation signs by itself.
#include <utility>

#include "base/error.hpp"
#include "http/form.hpp"
#include "pages/agreement_views.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/page.hpp"
#include "pages/visitor.hpp"
#include "pages/way_back.hpp"
#include "registry/proven_factor.hpp"
#include "registry/signing_keys.hpp"

namespace entente::pages {

namespace {

struct TypedKey {
  std::string key, day, fault;
  int status = 422;
};

http::Response keys_shown(const Context& context, const http::Request& request, std::string_view language,
                          const base::Uuid& organisation, const TypedKey& typed) {
  const auto& messages = base::Messages::in(language);
  const auto path = "/account/keys/" + organisation.str();
  const auto name = context.reg.organisation_name(organisation);
  View view;
  view["organisation"] = name ? text_view(*name, language) : View(false);
  view["organisation_href"] = View(organisation_href(language, organisation));
  view["action"] = View(href(language, path));
  view["form_key"] = View(key_of_forms(context, request));
  view["keys"] = list_view();
  for (const auto& held : registry::signing_keys(context.reg, organisation)) {
    View one;
    one["id"] = View(held.id.str());
    one["text"] = View(held.value.key);
    // The record's own time is that of its last move, where its organisation was merged, say.
    one["since"] =
        View(messages.moment(held.value.at.empty() ? held.time : base::parse_instant(held.value.at)));
    one["ended"] =
        held.value.ended
            ? View(messages.get("keys.ended", {{"date", std::string_view(messages.date(*held.value.ended))}}))
            : View(false);
    view["keys"].push_back(std::move(one));
  }
  view["some"] = View(view.get("keys")->is_non_empty_list());
  view["typed"] = View(typed.key);
  const auto today = base::PartialDate::from_days(base::day_of(context.reg.clock().now()));
  view["day"] = View(typed.day.empty() ? today.str() : typed.day);
  view["has_factor"] = View(visitor_of(context, request).actor.second_factor);
  view["factor"] = View(href(language, with_way_back("/account/second-factor", href(language, path))));
  const auto done = request.parameter("done");
  view["done"] =
      done == "added" || done == "ended" ? View(messages.get("keys.done_" + std::string(done))) : View(false);
  const auto title = messages.get("keys.title");
  const auto fault = typed.fault.empty() ? std::string() : messages.get(typed.fault);
  view["fault"] = text_or_nothing(fault);
  auto frame = private_frame(language, fault.empty() ? title : fault + " – " + title, path);
  if (!fault.empty()) frame.status = typed.status;
  return page(context, request, frame, "signing_keys", view);
}

/// The organisation of the address, where whoever asks keeps its keys.
std::optional<base::Uuid> asked_organisation(const Context& context, const http::Request& request,
                                             const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  if (!id ||
      !access::may(visitor_of(context, request).actor, access::Action::make_agreement, {.place = id->str()}))
    return std::nullopt;
  return id;
}

http::Response keys_page(const Context& context, const http::Request& request, std::string_view language,
                         const http::Captures& captures) {
  const auto id = asked_organisation(context, request, captures);
  return id ? keys_shown(context, request, language, *id, {}) : error_page(context, request, language, 404);
}

http::Response keys_sent(const Context& context, const http::Request& request, std::string_view language,
                         const http::Captures& captures) {
  const auto form = own_form(context, request);
  if (!form) return error_page(context, request, language, 403);
  const auto id = asked_organisation(context, request, captures);
  if (!id) return error_page(context, request, language, 404);
  const auto wish = http::value_of(*form, "do");
  if (wish != "add" && wish != "end") return error_page(context, request, language, 400);
  TypedKey typed{std::string(base::trimmed(http::value_of(*form, "public"))),
                 std::string(base::trimmed(http::value_of(*form, "day"))),
                 {}};
  if (!base::is_utf8(typed.key) || !base::is_utf8(typed.day))
    return error_page(context, request, language, 400);
  const auto visitor = visitor_of(context, request);
  const auto key = base::Uuid::parse(http::value_of(*form, "id"));
  if (wish == "end" && !key) return error_page(context, request, language, 400);
  auto proof = context.accounts.prove_factor(visitor, http::value_of(*form, "code"),
                                             wish == "add" ? registry::act_of_adding_key(*id, typed.key)
                                                           : registry::act_of_ending_key(*key, typed.day),
                                             origin_of_client(request));
  if (!proof.proven) {
    typed.fault = proof.heard_at ? "agreement.fault.wait" : "agreement.fault.code";
    if (proof.heard_at) typed.status = 429;
    return keys_shown(context, request, language, *id, typed);
  }
  const auto back = "/account/keys/" + id->str() + "?done=";
  try {
    if (wish == "add") {
      registry::add_signing_key(context.reg, visitor.actor, std::move(*proof.proven), *id, typed.key);
      return see(language, back + "added");
    }
    registry::end_signing_key(context.reg, visitor.actor, std::move(*proof.proven), *key, typed.day);
    return see(language, back + "ended");
  } catch (const base::BadInput&) {
    typed.fault = wish == "add" ? "keys.fault.key" : "agreement.fault.day";
  } catch (const base::Conflict&) {
    typed.fault = "keys.fault.known";
    typed.status = 409;
  }
  return keys_shown(context, request, language, *id, typed);
}

}  // namespace

std::vector<http::Route> signing_key_routes(const Context& context) {
  return {
      {"GET", "/{lang}/account/keys/{id}", "The keys with which an organisation signs agreements.",
       in_language(context, keys_page)},
      {"POST", "/{lang}/account/keys/{id}", "Registers a key, or ends one.", in_language(context, keys_sent)},
  };
}

}  // namespace entente::pages

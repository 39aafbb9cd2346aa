// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// An agreement is withdrawn, and what stands in its place.
#include <utility>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "http/form.hpp"
#include "pages/agreement_views.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/page.hpp"
#include "pages/receipt_link.hpp"
#include "pages/record_views.hpp"
#include "pages/visitor.hpp"
#include "pages/way_back.hpp"
#include "registry/agreeing.hpp"

namespace entente::pages {

namespace {

/// What was typed, and what keeps it from being done.
struct TypedWithdrawal {
  std::string reason, fault;
  int status = 422;
};

http::Response withdrawal_shown(const Context& context, const http::Request& request,
                                std::string_view language, const registry::AgreementView& agreement,
                                const TypedWithdrawal& typed) {
  const auto& messages = base::Messages::in(language);
  const auto path = path_of_agreement(agreement.id) + "/withdraw";
  View view;
  view["agreement"] = View(href(language, path_of_agreement(agreement.id)));
  view["title"] = text_view(agreement.shown().text.value.title, language);
  view["signatures"] = signatures_view(agreement.head(), messages);
  view["all_signed"] = View(agreement.signed_ever() != nullptr);
  view["action"] = View(href(language, path));
  view["key"] = View(key_of_forms(context, request));
  view["version"] = View(std::to_string(agreement.head().text.version));
  view["reason"] = View(typed.reason);
  // Where they may no longer, what they have typed is theirs to copy.
  const registry::Agreeing agreeing(context.reg);
  const auto actor = visitor_of(context, request).actor;
  const bool by_factor = agreeing.withdraws_by_factor(actor, agreement);
  view["by_factor"] = View(by_factor);
  view["factor"] = by_factor && !actor.second_factor
                       ? View(href(language, with_way_back("/account/second-factor", href(language, path))))
                       : View(false);
  view["allowed"] = View(agreeing.may_withdraw(actor, agreement) && (!by_factor || actor.second_factor));
  const auto fault = typed.fault.empty() ? std::string() : messages.get(typed.fault);
  view["fault"] = text_or_nothing(fault);
  const auto title = messages.get("agreement.withdraw_title");
  auto frame = private_frame(language, fault.empty() ? title : fault + " – " + title, path);
  if (!fault.empty()) frame.status = typed.status;
  return page(context, request, frame, "agreement_withdraw", view);
}

/// One that stands, for those who may withdraw it as it stands.
std::optional<registry::AgreementView> withdrawable_agreement(const Context& context,
                                                              const http::Request& request,
                                                              const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  const registry::Agreeing agreeing(context.reg);
  auto agreement = id ? agreeing.one(*id) : std::nullopt;
  if (agreement && !agreeing.may_withdraw(visitor_of(context, request).actor, *agreement)) agreement.reset();
  return agreement;
}

http::Response withdrawal_page(const Context& context, const http::Request& request,
                               std::string_view language, const http::Captures& captures) {
  const auto agreement = withdrawable_agreement(context, request, captures);
  if (!agreement)
    return error_page(context, request, language, 404, {},
                      base::Messages::in(language).get("agreement.fault.not_withdrawable"));
  return withdrawal_shown(context, request, language, *agreement, {});
}

http::Response withdrawal_sent(const Context& context, const http::Request& request,
                               std::string_view language, const http::Captures& captures) {
  const auto form = own_form(context, request);
  if (!form) return error_page(context, request, language, 403);
  const auto id = base::Uuid::parse(captures["id"]);
  registry::Agreeing agreeing(context.reg);
  const auto agreement = id ? agreeing.one(*id) : std::nullopt;
  if (!agreement) return error_page(context, request, language, 404);
  const auto visitor = visitor_of(context, request);
  TypedWithdrawal typed{.reason = std::string(http::value_of(*form, "reason")), .fault = {}};
  if (!base::is_utf8(typed.reason)) return error_page(context, request, language, 400);
  const auto reason = base::trimmed(typed.reason);
  const auto version = positive_number(http::value_of(*form, "version")).value_or(0);
  std::optional<registry::ProvenFactor> proven;
  if (!reason.empty() && agreeing.withdraws_by_factor(visitor.actor, *agreement)) {
    auto proof = context.accounts.prove_factor(visitor, http::value_of(*form, "code"),
                                               registry::act_of_withdrawing(*id, version, reason),
                                               origin_of_client(request));
    if (!proof.proven) {
      typed.fault = proof.heard_at ? "agreement.fault.wait" : "agreement.fault.code";
      if (proof.heard_at) typed.status = 429;
      return withdrawal_shown(context, request, language, *agreement, typed);
    }
    proven = std::move(proof.proven);
  }
  try {
    agreeing.withdraw(visitor.actor, *id, version, base::Text(language, reason), std::move(proven));
    return see(language, path_of_agreement(*id));
  } catch (const base::BadInput&) {
    typed.fault = base::trimmed(typed.reason).empty() ? "report.fault.reason" : "part.fault.long";
  } catch (const access::Refused&) {
    typed.fault = "agreement.fault.not_withdrawable";
    typed.status = 403;
  } catch (const base::Conflict&) {
    typed.fault = "agreement.fault.signed_since";
    typed.status = 409;
  }
  const auto now = agreeing.one(*id);
  if (!now) return error_page(context, request, language, 404);
  return withdrawal_shown(context, request, language, *now, typed);
}

/// {label, href} for the receipt of each version and each signature: they stay entries of the log.
View kept_receipts(const registry::AgreementView& was, const base::Messages& messages) {
  auto all = list_view();
  const auto add = [&](std::string label, const base::Uuid& id, std::int64_t version) {
    View one;
    one["label"] = View(std::move(label));
    one["href"] = View(receipt_href(messages.language(), id, version));
    all.push_back(std::move(one));
  };
  for (const auto& version : was.versions) {
    const auto number = messages.get("desk.version", {{"number", version.text.version}});
    add(number, was.id, version.text.version);
    for (const auto& needed : version.needed)
      if (needed.given)
        add(number + " – " + party_label(needed.party, messages.language()), needed.given->signature.id,
            needed.given->signature.version);
  }
  return all;
}

}  // namespace

std::optional<http::Response> withdrawn_agreement_page(const Context& context, const http::Request& request,
                                                       std::string_view language, const base::Uuid& id) {
  const auto stone = registry::Agreeing(context.reg).withdrawn(id);
  if (!stone) return std::nullopt;
  const auto& messages = base::Messages::in(language);
  const auto day = messages.date(base::PartialDate::from_days(base::day_of(stone->withdrawal.time)));
  View view;
  view["title"] = text_view(stone->was.shown().text.value.title, language);
  view["text"] = View(messages.get("agreement.withdrawn_on", {{"date", std::string_view(day)}}));
  const auto& reason = stone->withdrawal.value.withdrawn;
  view["reason"] = reason.empty() ? View(false) : text_view(reason, language);
  view["all_signed"] = View(stone->was.signed_ever() != nullptr);
  view["receipts"] = kept_receipts(stone->was, messages);
  view["partnership"] =
      View(partnership_href(language, stone->was.head().text.value.partnership) + "#agreements");
  Frame frame{.language = language,
              .title = messages.get("tombstone.title") + " – " + agreement_title(stone->was, language)};
  frame.path = path_of_agreement(id);
  frame.section = "partnerships";
  frame.status = 410;
  frame.index = false;
  return page(context, request, frame, "agreement_tombstone", view);
}

std::vector<http::Route> agreement_withdraw_routes(const Context& context) {
  return {
      {"GET", "/{lang}/agreements/{id}/withdraw", "A form to withdraw an agreement.",
       in_language(context, withdrawal_page)},
      {"POST", "/{lang}/agreements/{id}/withdraw", "Withdraws it, with a reason.",
       in_language(context, withdrawal_sent)},
  };
}

}  // namespace entente::pages

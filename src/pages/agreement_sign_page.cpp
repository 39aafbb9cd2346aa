// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Signing an agreement: in a session with the second factor once more, or with what was signed elsewhere.
#include <algorithm>
#include <utility>

#include "access/secret.hpp"
#include "base/error.hpp"
#include "http/form.hpp"
#include "pages/agreement_views.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/page.hpp"
#include "pages/record_views.hpp"
#include "pages/visitor.hpp"
#include "pages/way_back.hpp"
#include "registry/agreeing.hpp"
#include "registry/proven_factor.hpp"
#include "registry/signers.hpp"

namespace entente::pages {

namespace {

/// As typed, and what is wrong with it.
struct TypedSignature {
  std::string party, capacity, note;
  std::string fault;  ///< key of a message
  int status = 422;
};

/// What a form to sign is for: the version that it shows, whichever of one's parties is chosen.
std::string act_shown(const registry::AgreementView& agreement, const base::Uuid& party = {},
                      std::string_view capacity = {}) {
  const auto& head = agreement.head().text;
  return registry::act_of_signing(agreement.id, head.version, base::hex(head.hash), head.value.act, party,
                                  capacity);
}

/// The parties whose signature is missing and for which nobody can give it, in words; nothing where each can.
View silent_names(const Context& context, const registry::AgreementVersion& version,
                  const base::Messages& messages) {
  std::vector<base::Uuid> missing;
  for (const auto& needed : version.needed)
    if (!needed.counts()) missing.push_back(needed.party.organisation);
  const auto silent = registry::without_signer(context.reg, missing);
  std::vector<std::string> names;
  for (const auto& needed : version.needed) {
    const auto& id = needed.party.organisation;
    if (std::ranges::find(silent, id) == silent.end()) continue;
    names.push_back(party_label(needed.party, messages.language()));
  }
  if (names.empty()) return View(false);
  const auto all = messages.list(names);
  return View(messages.get("agreement.silent_names", {{"names", std::string_view(all)}}));
}

/// From the last version that one of one's own parties has signed to the one that waits; else from the one
/// that counts. Nothing where there is neither, {label, href}.
View since_signed(const registry::AgreementView& agreement, const std::vector<base::Uuid>& own,
                  const base::Messages& messages) {
  const auto last = agreement.head().text.version;
  std::int64_t signed_by_own = 0;
  for (const auto& version : agreement.versions)
    for (const auto& needed : version.needed)
      if (needed.given && version.text.version < last &&
          std::ranges::find(own, needed.party.organisation) != own.end())
        signed_by_own = version.text.version;
  const auto& standing = agreement.shown();
  const auto from = signed_by_own > 0 ? signed_by_own : standing.signed_at ? standing.text.version : 0;
  if (from == 0 || from == last) return View(false);
  View link;
  link["label"] =
      View(messages.get(signed_by_own > 0 ? "agreement.diff.since_signed" : "agreement.diff.since_counting"));
  link["href"] = View(difference_href(messages.language(), agreement.id, from, last));
  return link;
}

http::Response signing_shown(const Context& context, const http::Request& request, std::string_view language,
                             const registry::AgreementView& agreement, const std::vector<base::Uuid>& own,
                             const TypedSignature& typed) {
  const auto& messages = base::Messages::in(language);
  const auto visitor = visitor_of(context, request);
  const auto& version = agreement.head();
  const auto path = "/account" + path_of_agreement(agreement.id) + "/sign";
  View view;
  view["agreement"] = View(href(language, path_of_agreement(agreement.id)));
  view["title"] = text_view(version.text.value.title, language);
  view["act"] = View(term("agreement_act", version.text.value.act, language));
  view["number"] = View(messages.get("desk.version", {{"number", version.text.version}}));
  view["text"] = agreement_text_view(agreement, version, registry::GoneFiles(context.reg), messages);
  view["signatures"] = signatures_view(version, messages);
  view["since"] = since_signed(agreement, own, messages);
  view["open"] = View(agreement.waits());
  view["silent"] = silent_names(context, version, messages);
  view["action"] = View(href(language, path));
  view["key"] = View(key_of_forms(context, request));
  view["act_key"] = View(key_of_act(context, request, act_shown(agreement)));
  view["version"] = View(std::to_string(version.text.version));
  view["parties"] = list_view();
  std::string office;
  for (const auto& needed : version.needed) {
    if (std::ranges::find(own, needed.party.organisation) == own.end()) continue;
    View one;
    one["id"] = View(needed.party.organisation.str());
    one["label"] = View(party_label(needed.party, language));
    one["chosen"] = View(needed.party.organisation.str() == typed.party);
    // Whoever signs for one that was merged represents the record that stands for it, and keeps its keys
    // there.
    const auto standing =
        context.reg.merged_into(needed.party.organisation).value_or(needed.party.organisation);
    one["keys"] = View(href(language, "/account/keys/" + standing.str()));
    if (office.empty()) office = needed.party.signer;
    view["parties"].push_back(std::move(one));
  }
  view["capacity"] = View(typed.capacity.empty() ? office : typed.capacity);
  view["note"] = View(typed.note);
  view["has_factor"] = View(visitor.actor.second_factor);
  view["factor"] = View(href(language, with_way_back("/account/second-factor", href(language, path))));
  view["statement"] = View("/api/v1" + path_of_agreement(agreement.id) + "/statement");
  const auto done = request.parameter("done");
  view["done"] = done == "signed" ? View(messages.get("agreement.done_signed")) : View(false);
  const auto title = messages.get("agreement.sign");
  const auto fault = typed.fault.empty() ? std::string() : messages.get(typed.fault);
  view["fault"] = text_or_nothing(fault);
  auto frame = private_frame(language, fault.empty() ? title : fault + " – " + title, path);
  if (!fault.empty()) frame.status = typed.status;
  return page(context, request, frame, "agreement_sign", view);
}

http::Response signing_page(const Context& context, const http::Request& request, std::string_view language,
                            const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  const registry::Agreeing agreeing(context.reg);
  const auto agreement = id ? agreeing.one(*id) : std::nullopt;
  if (!agreement) return error_page(context, request, language, 404);
  const auto own = agreeing.own_parties(visitor_of(context, request).actor, agreement->head());
  if (own.empty()) return error_page(context, request, language, 404);
  return signing_shown(context, request, language, *agreement, own, {});
}

/// The second factor first: nothing is signed before it fits, and it fits for what the form has shown alone.
void sign_in_session(const Context& context, const http::Request& request, const http::Parameters& form,
                     const registry::AgreementView& agreement, TypedSignature& typed) {
  const auto visitor = visitor_of(context, request);
  const auto version = agreement.head().text.version;
  if (positive_number(http::value_of(form, "version")) != version) {
    typed.fault = "agreement.fault.other_version";
    typed.status = 409;
    return;
  }
  const auto party = base::Uuid::parse(typed.party);
  if (!party || base::trimmed(typed.capacity).empty()) {
    typed.fault = "agreement.fault.office";
    return;
  }
  auto proof =
      context.accounts.prove_factor(visitor, http::value_of(form, "code"),
                                    act_shown(agreement, *party, typed.capacity), origin_of_client(request));
  if (!proof.proven) {
    typed.fault = proof.heard_at ? "agreement.fault.wait" : "agreement.fault.code";
    typed.status = proof.heard_at ? 429 : 422;
    return;
  }
  registry::Agreeing(context.reg)
      .sign(visitor.actor, std::move(*proof.proven), agreement.id, version, *party, typed.capacity);
}

http::Response signing_sent(const Context& context, const http::Request& request, std::string_view language,
                            const http::Captures& captures) {
  const auto form = own_form(context, request, http::kMostLongFormBytes);
  if (!form) return error_page(context, request, language, 403);
  const auto id = base::Uuid::parse(captures["id"]);
  registry::Agreeing agreeing(context.reg);
  const auto actor = visitor_of(context, request).actor;
  const auto agreement = id ? agreeing.one(*id) : std::nullopt;
  const auto own = agreement ? agreeing.own_parties(actor, agreement->head()) : std::vector<base::Uuid>();
  if (own.empty()) return error_page(context, request, language, 404);
  TypedSignature typed{std::string(http::value_of(*form, "party")),
                       std::string(http::value_of(*form, "capacity")),
                       std::string(http::value_of(*form, "note")),
                       {}};
  const auto wish = http::value_of(*form, "do");
  if (wish != "sign" && wish != "take") return error_page(context, request, language, 400);
  // Nobody has been shown by this form what it would sign, where its version is the one that stands.
  const bool same_version =
      positive_number(http::value_of(*form, "version")) == agreement->head().text.version;
  if (wish == "sign" && same_version &&
      !access::same(http::value_of(*form, "act"), key_of_act(context, request, act_shown(*agreement))))
    return error_page(context, request, language, 403);
  if (!base::is_utf8(typed.capacity) || !base::is_utf8(typed.note))
    return error_page(context, request, language, 400);
  try {
    if (wish == "sign") {
      sign_in_session(context, request, *form, *agreement, typed);
    } else {
      // A browser sends ends of lines as two characters; a note has one.
      std::erase(typed.note, '\r');
      while (typed.note.ends_with("\n\n")) typed.note.pop_back();
      if (!typed.note.ends_with('\n')) typed.note += '\n';
      agreeing.take(actor, *id, typed.note);
    }
    if (typed.fault.empty()) return see(language, "/account" + path_of_agreement(*id) + "/sign?done=signed");
  } catch (const base::BadInput&) {
    typed.fault = wish == "sign" ? "agreement.fault.office" : "agreement.fault.note";
  } catch (const base::Conflict&) {
    typed.fault = "agreement.fault.other_version";
    typed.status = 409;
  }
  const auto now = agreeing.one(*id);
  if (!now) return error_page(context, request, language, 404);
  return signing_shown(context, request, language, *now, own, typed);
}

}  // namespace

std::vector<http::Route> agreement_sign_routes(const Context& context) {
  return {
      {"GET", "/{lang}/account/agreements/{id}/sign", "What is to be signed for a party, and how.",
       in_language(context, signing_page)},
      {"POST", "/{lang}/account/agreements/{id}/sign", "Signs it, or takes what was signed elsewhere.",
       in_language(context, signing_sent)},
  };
}

}  // namespace entente::pages

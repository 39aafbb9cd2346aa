// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Writing an agreement for a party: a new one, or another version of one.
#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "http/form.hpp"
#include "http/multipart.hpp"
#include "pages/agreement_fields.hpp"
#include "pages/agreement_views.hpp"
#include "pages/format.hpp"
#include "pages/gone_file_views.hpp"
#include "pages/in_language.hpp"
#include "pages/page.hpp"
#include "pages/record_views.hpp"
#include "pages/visitor.hpp"
#include "registry/agreeing.hpp"
#include "registry/confirming.hpp"
#include "registry/evidence.hpp"
#include "registry/signers.hpp"

namespace entente::pages {

namespace {

/// What a form is about.
struct AgreementForm {
  std::string path;  ///< behind the language
  base::Uuid id;
  std::int64_t version = 0;  ///< 0: it is new
  model::Agreement before;
  std::vector<std::string> acts;
  std::vector<registry::OrganisationLine> parties;
  std::vector<base::Uuid> silent;  ///< those of them for which nobody can sign
  bool withdrawable = false;
  std::optional<registry::AgreementView> stands = {};  ///< to be shown beside what was typed from another
};

struct AgreementFault {
  std::string key;
  int status = 422;
};

http::Response agreement_form_shown(const Context& context, const http::Request& request,
                                    std::string_view language, const AgreementForm& form,
                                    const TypedAgreement& typed, const AgreementFault& fault) {
  const auto& messages = base::Messages::in(language);
  auto view = agreement_fields_view(form.before, typed, form.acts, form.parties, form.silent, messages);
  const bool is_new = form.version == 0;
  const auto title = messages.get(is_new ? "agreement.make" : "agreement.change");
  view["title"] = View(title);
  view["new"] = View(is_new);
  view["back"] = View(
      href(language, is_new ? "/partnerships/" + form.before.partnership.str() : path_of_agreement(form.id)));
  view["back_label"] = View(messages.get(is_new ? "parts.title" : "agreement.one"));
  view["action"] = View(href(language, form.path));
  view["key"] = View(key_of_forms(context, request));
  view["id"] = View(form.id.str());
  view["version"] = View(std::to_string(form.version));
  view["withdraw"] =
      form.withdrawable ? View(href(language, path_of_agreement(form.id) + "/withdraw")) : View(false);
  view["hint"] = View(
      messages.get("agreement.file_hint",
                   {{"megabytes", static_cast<std::int64_t>(registry::kMostEvidenceBytes / (1024 * 1024))}}));
  const auto words = fault.key.empty() ? std::string() : messages.get(fault.key);
  view["fault"] = text_or_nothing(words);
  auto frame = private_frame(language, words.empty() ? title : words + " – " + title, form.path);
  if (!words.empty()) frame.status = fault.status;
  view["stands"] = View(false);
  if (form.stands) {
    const auto& last = form.stands->head();
    view["stands"] = agreement_text_view(*form.stands, last, registry::GoneFiles(context.reg), messages);
    view["stands"]["title"] = text_view(last.text.value.title, language);
    view["stands"]["signatures"] = signatures_view(last, messages);
  }
  return page(context, request, frame, "agreement_form", view);
}

std::vector<base::Uuid> silent_parties(const Context& context,
                                       const std::vector<registry::OrganisationLine>& parties) {
  std::vector<base::Uuid> ids;
  for (const auto& party : parties) ids.push_back(party.id);
  return registry::without_signer(context.reg, ids);
}

std::optional<AgreementForm> new_agreement(const Context& context, const http::Request& request,
                                           const http::Captures& captures) {
  const auto part = base::Uuid::parse(captures["id"]);
  const auto actor = visitor_of(context, request).actor;
  const auto own = part ? registry::Confirming(context.reg).part(actor, *part) : std::nullopt;
  if (!own ||
      !access::may(actor, access::Action::make_agreement, {.place = own->part.value.organisation.str()}))
    return std::nullopt;
  AgreementForm form;
  form.path = "/account/parts/" + part->str() + "/agreement";
  form.before.partnership = own->part.value.partnership;
  form.acts = {"agree"};
  form.parties = registry::Agreeing(context.reg).confirmed_parties(form.before.partnership);
  form.silent = silent_parties(context, form.parties);
  return form;
}

std::vector<std::string> acts_after(const registry::AgreementView& view) {
  if (view.signed_ever() == nullptr) return {"agree"};
  if (view.state == registry::AgreementState::ended) return {};
  std::vector<std::string> acts;
  if (view.signed_last() == nullptr) acts.emplace_back("agree");
  if (view.rests) acts.emplace_back("resume");
  acts.insert(acts.end(), {"amend", "renew"});
  if (!view.rests) acts.emplace_back("suspend");
  acts.emplace_back("end");
  return acts;
}

std::optional<AgreementForm> standing_agreement_form(const Context& context, const http::Request& request,
                                                     const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  const registry::Agreeing agreeing(context.reg);
  const auto view = id ? agreeing.one(*id) : std::nullopt;
  if (!view || agreeing.own_parties(visitor_of(context, request).actor, view->head()).empty())
    return std::nullopt;
  AgreementForm form;
  form.path = "/account" + path_of_agreement(*id);
  form.id = *id;
  form.version = view->head().text.version;
  form.before = view->head().text.value;
  form.acts = acts_after(*view);
  form.withdrawable = agreeing.may_withdraw(visitor_of(context, request).actor, *view);
  form.parties = agreeing.confirmed_parties(form.before.partnership);
  for (const auto& needed : view->head().needed) {
    const bool there = std::ranges::any_of(
        form.parties, [&](const auto& each) { return each.id == needed.party.organisation; });
    if (!there) form.parties.push_back({needed.party.organisation, needed.party.name, {}, {}});
  }
  form.silent = silent_parties(context, form.parties);
  return form;
}

http::Response new_agreement_page(const Context& context, const http::Request& request,
                                  std::string_view language, const http::Captures& captures) {
  auto form = new_agreement(context, request, captures);
  if (!form) return error_page(context, request, language, 404);
  // The record's id from now on: a form that is sent twice makes one.
  form->id = base::Uuid::v7(context.reg.clock().now());
  TypedAgreement typed;
  typed.texts["act"] = "agree";
  // It would wait for ever for those that nobody signs for, unless its writer wants just that.
  for (const auto& party : form->parties)
    if (std::ranges::find(form->silent, party.id) == form->silent.end())
      typed.parties.push_back(party.id.str());
  return agreement_form_shown(context, request, language, *form, typed, {});
}

http::Response change_page(const Context& context, const http::Request& request, std::string_view language,
                           const http::Captures& captures) {
  const auto form = standing_agreement_form(context, request, captures);
  if (!form) return error_page(context, request, language, 404);
  auto typed = typed_agreement(form->before, language);
  if (!form->acts.empty() && std::ranges::find(form->acts, typed.texts["act"]) == form->acts.end())
    typed.texts["act"] = form->acts.front();
  return agreement_form_shown(context, request, language, *form, typed, {});
}

/// The message for what the register itself does not take: by the field that it names.
std::string fault_of_agreement(const base::BadInput& fault) {
  const std::string_view field = fault.thing(), cause = fault.cause();
  if (field == "field files") {
    if (is_of_gone_file(fault)) return "removal.fault.again";
    if (cause.starts_with("holds one larger")) return "promise.fault.file_large";
    return cause.starts_with("are more than") ? "agreement.fault.files" : "promise.fault.file_type";
  }
  if (field == "field parties") return "agreement.fault.parties";
  if (field == "field wording") return "agreement.fault.nothing";
  if (field == "field act" || (field == "field ends" && cause.starts_with("is no later day")))
    return "agreement.fault.act";
  if (field == "field starts" || field == "field ends" || field == "field effective")
    return "agreement.fault.day";
  return "part.fault.long";
}

/// Why what stands does not let it be done, `seen` being the version that was before whoever typed it. The
/// form becomes the one to send next.
AgreementFault conflict_of_agreement(const Context& context, const http::Request& request,
                                     const http::Captures& captures, bool is_new, std::int64_t seen,
                                     AgreementForm& form) {
  if (is_new) {
    const bool made = registry::Agreeing(context.reg).one(form.id).has_value();
    form.id = base::Uuid::v7(context.reg.clock().now());
    if (made) return {"agreement.fault.made", 409};
    const auto part = base::Uuid::parse(captures["id"]);
    const auto own = registry::Confirming(context.reg).part(visitor_of(context, request).actor, *part);
    return {own && own->state == "confirmed" ? "agreement.fault.most" : "agreement.fault.unconfirmed", 409};
  }
  auto now = standing_agreement_form(context, request, captures);
  if (!now) return {"form.fault.changed", 409};
  // Nobody signs the last version any more, or all have meanwhile: what stood before the reader stands no
  // more.
  const bool changed = now->version != seen || (form.withdrawable && !now->withdrawable);
  form = std::move(*now);
  if (changed) {
    form.stands = registry::Agreeing(context.reg).one(form.id);
    return {"form.fault.changed", 409};
  }
  return {form.acts.empty() ? "agreement.fault.ended" : "agreement.fault.most", 409};
}

http::Response agreement_sent(const Context& context, const http::Request& request, std::string_view language,
                              std::optional<AgreementForm> form, const std::optional<base::Uuid>& part,
                              const http::Captures& captures) {
  if (!http::parse_multipart(request)) return error_page(context, request, language, 400);
  const auto parts = own_multipart(context, request);
  if (!parts) return error_page(context, request, language, 403);
  if (!form) return error_page(context, request, language, 404);
  const auto actor = visitor_of(context, request).actor;
  registry::Agreeing agreeing(context.reg);
  const auto typed = typed_agreement(*parts);
  AgreementFault fault;
  const auto seen = positive_number(http::content_of(*parts, "version")).value_or(0);
  try {
    if (part) {
      const auto id = base::Uuid::parse(http::content_of(*parts, "id"));
      if (!id) return error_page(context, request, language, 400);
      form->id = *id;
    }
    std::vector<registry::SentFile> files;
    for (const auto& each : *parts)
      if (each.name == "file" && !each.content.empty()) files.push_back({each.file_name, each.content});
    auto agreement = form->before;
    fault.key = put_into(agreement, typed, language);
    if (fault.key.empty()) {
      if (part)
        agreeing.make(actor, *part, form->id, agreement, files);
      else
        agreeing.propose(actor, form->id, seen, agreement, files);
      return see(language, path_of_agreement(form->id));
    }
  } catch (const base::BadInput& bad) {
    fault.key = fault_of_agreement(bad);
  } catch (const base::Conflict&) {  // what was typed is not lost
    fault = conflict_of_agreement(context, request, captures, part.has_value(), seen, *form);
  }
  return agreement_form_shown(context, request, language, *form, typed, fault);
}

http::Response new_agreement_sent(const Context& context, const http::Request& request,
                                  std::string_view language, const http::Captures& captures) {
  return agreement_sent(context, request, language, new_agreement(context, request, captures),
                        base::Uuid::parse(captures["id"]), captures);
}

http::Response change_sent(const Context& context, const http::Request& request, std::string_view language,
                           const http::Captures& captures) {
  return agreement_sent(context, request, language, standing_agreement_form(context, request, captures),
                        std::nullopt, captures);
}

}  // namespace

std::vector<http::Route> agreement_form_routes(const Context& context) {
  return {
      {"GET", "/{lang}/account/parts/{id}/agreement", "A form for an agreement of this party with others.",
       in_language(context, new_agreement_page)},
      {"POST", "/{lang}/account/parts/{id}/agreement", "Makes it.", in_language(context, new_agreement_sent)},
      {"GET", "/{lang}/account/agreements/{id}", "A form for another version of an agreement.",
       in_language(context, change_page)},
      {"POST", "/{lang}/account/agreements/{id}", "Makes it.", in_language(context, change_sent)},
  };
}

}  // namespace entente::pages

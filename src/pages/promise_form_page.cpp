// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// The form of one promise or delivery: new, changed, or withdrawn.
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "http/form.hpp"
#include "pages/evidence_form.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/page.hpp"
#include "pages/part_fields.hpp"
#include "pages/promise_fields.hpp"
#include "pages/promise_pages.hpp"
#include "pages/promise_views.hpp"
#include "pages/record_views.hpp"
#include "pages/visitor.hpp"
#include "registry/account_words.hpp"
#include "registry/gone_files.hpp"
#include "registry/promising.hpp"

namespace entente::pages {

namespace {

using registry::Given;

/// What was typed, and what is wrong with it.
struct SentPromise {
  TypedPromise fields;
  std::string reason;  ///< of a withdrawal
  std::string fault;   ///< key of a message
  int status = 422;    ///< where there is a fault
  TypedEvidence evidence = {};
};

/// What a form is about: a record that stands, or one to be.
struct PromiseForm {
  Given record;
  base::Uuid id;
  std::int64_t version = 0;  ///< 0: it is new
  std::string path;          ///< behind the language
  base::Text partnership;
  std::optional<base::Uuid> part;
  std::vector<std::pair<base::Uuid, base::Text>> others;
  std::vector<registry::Held<model::Commitment>> promised;
  bool open = true;  ///< it may be changed
  bool from_file = false, withdrawn = false;
};

http::Response promise_shown(const Context& context, const http::Request& request, std::string_view language,
                             const PromiseForm& form, const SentPromise& sent) {
  const auto& messages = base::Messages::in(language);
  auto view = promise_fields_view(form.record, sent.fields, form.others, form.promised, messages);
  const bool delivery = std::holds_alternative<model::Delivery>(form.record);
  const bool is_new = form.version == 0;
  const std::string key = delivery ? "delivery" : "promise";
  const auto title = messages.get("promises." + std::string(is_new ? "enter_" : "change_") + key);
  view["title"] = View(title);
  view["back"] = form.part ? View(href(language, "/account/parts/" + form.part->str() + "/promises"))
                           : View(href(language, "/account"));
  view["partnership"] = text_view(form.partnership, language);
  view["action"] = View(href(language, form.path));
  view["key"] = View(key_of_forms(context, request));
  view["id"] = View(form.id.str());
  view["version"] = View(std::to_string(form.version));
  view["new"] = View(is_new);
  view["open"] = View(form.open);
  view["from_file"] = View(form.from_file);
  view["withdrawn"] = View(form.withdrawn);
  view["label"] = is_new ? View(false) : View(promise_label(form.record, messages));
  view["reason"] = View(sent.reason);
  view["withdrawing"] = View(!sent.reason.empty());
  view["evidence_form"] = View(false);
  if (delivery && !is_new) {
    const auto& given = std::get<model::Delivery>(form.record);
    view["evidence_form"] =
        evidence_form_view(given, form.id, form.version, form.open,
                           registry::GoneFiles(context.reg).among(given), sent.evidence, messages);
  }
  const auto done = request.parameter("done");
  view["done"] = View(false);
  for (const std::string each : {"entered", "changed", "withdrawn", "evidence"})
    if (done == each) view["done"] = View(messages.get("promises.done." + each));
  const auto fault = sent.fault.empty() ? std::string() : messages.get(sent.fault);
  view["fault"] = text_or_nothing(fault);
  auto frame = private_frame(language, fault.empty() ? title : fault + " – " + title, form.path);
  if (!fault.empty()) frame.status = sent.status;
  return page(context, request, frame, "promise_form", view);
}

/// Nothing where no such part stands.
std::optional<PromiseForm> new_form(const Context& context, const http::Request& request,
                                    const http::Captures& captures, std::string_view what) {
  const auto part = base::Uuid::parse(captures["id"]);
  if (!part || (what != "commitment" && what != "delivery")) return std::nullopt;
  auto all = registry::Promising(context.reg).of_part(visitor_of(context, request).actor, *part);
  if (!all) return std::nullopt;
  PromiseForm form;
  if (what == "delivery") form.record = model::Delivery();
  form.path = "/account/parts/" + part->str() + "/promises/new?what=" + std::string(what);
  form.partnership = all->partnership;
  form.part = part;
  form.others = std::move(all->others);
  form.promised = std::move(all->promised);
  form.open = all->confirmed;
  return form;
}

http::Response new_page(const Context& context, const http::Request& request, std::string_view language,
                        const http::Captures& captures) {
  auto form = new_form(context, request, captures, request.parameter("what"));
  if (!form) return error_page(context, request, language, 404);
  if (!form->open) return see(language, "/account/parts/" + form->part->str() + "/promises");
  // The record's id from now on: a form that is sent twice enters it once.
  form->id = base::Uuid::v7(context.reg.clock().now());
  if (auto* const delivery = std::get_if<model::Delivery>(&form->record)) {
    const auto kept = base::Uuid::parse(request.parameter("commitment"));
    for (const auto& promise : form->promised)
      if (promise.id == kept) {
        delivery->commitment = kept;
        delivery->receiver = promise.value.receiver;
        if (promise.value.kind != "finance") delivery->kind = "in_kind";
      }
  }
  const auto fields = fields_of_promise(form->record, base::Messages::in(language));
  return promise_shown(context, request, language, *form, {fields, {}, {}});
}

/// The message for what the register itself does not take.
std::string fault_of(const base::BadInput& fault) {
  return std::string_view(fault.what()).starts_with("field receiver") ? "promise.fault.receiver"
                                                                      : "promise.fault.nothing";
}

http::Response new_sent(const Context& context, const http::Request& request, std::string_view language,
                        const http::Captures& captures) {
  const auto sent_form = own_form(context, request, http::kMostLongFormBytes);
  if (!sent_form) return error_page(context, request, language, 403);
  const auto& messages = base::Messages::in(language);
  auto form = new_form(context, request, captures, request.parameter("what"));
  const auto id = base::Uuid::parse(http::value_of(*sent_form, "id"));
  if (!form || !id) return error_page(context, request, language, 404);
  form->id = *id;
  SentPromise sent{promise_fields_of_form(*sent_form), {}, {}};
  sent.fault = form->open ? put_into(form->record, sent.fields, messages) : "promises.unconfirmed";
  if (!form->open) sent.status = 409;
  if (sent.fault.empty()) try {
      registry::Promising(context.reg)
          .enter(visitor_of(context, request).actor, *form->part, *id, form->record);
      return see(language, "/account/promises/" + id->str() + "?done=entered");
    } catch (const base::BadInput& fault) {
      sent.fault = fault_of(fault);
    } catch (const base::Conflict&) {  // what was typed is not lost
      form = new_form(context, request, captures, request.parameter("what"));
      if (!form) throw;
      form->id = *id;
      sent.status = 409;
      sent.fault = form->open ? "promise.fault.not_entered" : "promises.unconfirmed";
    }
  return promise_shown(context, request, language, *form, sent);
}

std::optional<base::Uuid> giver_of_promise(const Given& record) {
  return std::visit([](const auto& r) { return r.giver.organisation; }, record);
}

/// Nothing where no such record is. Throws access::Refused for whoever does not speak for its giver.
std::optional<PromiseForm> standing_form(const Context& context, const http::Request& request,
                                         const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  registry::Promising promising(context.reg);
  auto one = id ? promising.one(*id) : std::nullopt;
  const auto giver = one ? giver_of_promise(one->record.value) : std::nullopt;
  if (!giver) return std::nullopt;
  // Also for a giver that has no part any more: what it promised is its own to withdraw.
  registry::require(visitor_of(context, request).actor, access::Action::make_promise,
                    {.place = giver->str()});
  PromiseForm form;
  form.record = std::move(one->record.value);
  form.id = *id;
  form.version = one->record.version;
  form.path = "/account/promises/" + id->str();
  form.partnership = std::move(one->partnership);
  form.part = one->part;
  form.others = std::move(one->others);
  form.promised = std::move(one->promised);
  form.from_file = one->from_file;
  form.withdrawn = one->withdrawn;
  form.open = !one->from_file && !one->withdrawn;
  return form;
}

http::Response promise_page(const Context& context, const http::Request& request, std::string_view language,
                            const http::Captures& captures) {
  const auto form = standing_form(context, request, captures);
  if (!form) return error_page(context, request, language, 404);
  const auto fields = fields_of_promise(form->record, base::Messages::in(language));
  return promise_shown(context, request, language, *form, {fields, {}, {}});
}

http::Response promise_sent(const Context& context, const http::Request& request, std::string_view language,
                            const http::Captures& captures) {
  const auto sent_form = own_form(context, request, http::kMostLongFormBytes);
  if (!sent_form) return error_page(context, request, language, 403);
  const auto& messages = base::Messages::in(language);
  auto form = standing_form(context, request, captures);
  if (!form) return error_page(context, request, language, 404);
  const auto wish = http::value_of(*sent_form, "do");
  if (wish != "change" && wish != "withdraw") return error_page(context, request, language, 400);
  const auto version = positive_number(http::value_of(*sent_form, "version")).value_or(0);
  SentPromise sent{fields_of_promise(form->record, messages), {}, {}};
  auto record = form->record;
  base::Text reason;
  if (wish == "change") {
    sent.fields = promise_fields_of_form(*sent_form);
    sent.fault = put_into(record, sent.fields, messages);
  } else {
    sent.reason = http::value_of(*sent_form, "reason");
    sent.fault = read_remark(reason, sent.reason, language);
    if (sent.fault.empty() && reason.empty()) sent.fault = "promise.fault.reason";
  }
  if (sent.fault.empty()) try {
      registry::Promising promising(context.reg);
      const auto actor = visitor_of(context, request).actor;
      if (wish == "change")
        promising.change(actor, form->id, version, record);
      else
        promising.withdraw(actor, form->id, version, reason);
      return see(language, form->path + "?done=" + (wish == "change" ? "changed" : "withdrawn"));
    } catch (const base::BadInput& fault) {
      sent.fault = fault_of(fault);
    } catch (const base::Conflict&) {  // what was typed is not lost
      form = standing_form(context, request, captures);
      if (!form) throw;
      sent.status = 409;
      sent.fault = form->from_file   ? "promise.from_file"
                   : form->withdrawn ? "promise.withdrawn"
                                     : "form.fault.changed";
    }
  return promise_shown(context, request, language, *form, sent);
}

}  // namespace

http::Response evidence_not_taken(const Context& context, const http::Request& request,
                                  std::string_view language, const http::Captures& captures,
                                  const TypedEvidence& typed) {
  const auto form = standing_form(context, request, captures);
  if (!form) return error_page(context, request, language, 404);
  const auto fields = fields_of_promise(form->record, base::Messages::in(language));
  return promise_shown(context, request, language, *form, {fields, {}, typed.fault, typed.status, typed});
}

std::vector<http::Route> promise_form_routes(const Context& context) {
  auto routes = std::vector<http::Route>{
      {"GET", "/{lang}/account/parts/{id}/promises/new",
       "A form in which a party enters a promise or a delivery.", in_language(context, new_page)},
      {"POST", "/{lang}/account/parts/{id}/promises/new", "Enters it.", in_language(context, new_sent)},
      {"GET", "/{lang}/account/promises/{id}", "A promise or a delivery of an organisation one speaks for.",
       in_language(context, promise_page)},
      {"POST", "/{lang}/account/promises/{id}", "Changes or withdraws it.",
       in_language(context, promise_sent)},
  };
  for (auto& route : evidence_form_routes(context)) routes.push_back(std::move(route));
  return routes;
}

}  // namespace entente::pages

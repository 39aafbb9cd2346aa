// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// One part of an organisation in a partnership, and the word of whoever speaks for it.
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "http/form.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/page.hpp"
#include "pages/part_fields.hpp"
#include "pages/part_pages.hpp"
#include "pages/part_views.hpp"
#include "pages/record_views.hpp"
#include "pages/visitor.hpp"
#include "registry/confirming.hpp"

namespace entente::pages {

namespace {

/// What was typed into the forms, and what is wrong with it.
struct TypedWord {
  PartFields fields;
  std::string remark;
  std::string fault;  ///< key of a message
  bool correcting = false, saying = false;
  std::int64_t version = 0;   ///< of the part that it is of
  std::int64_t prepared = 0;  ///< of the prepared correction that was seen beside it; 0 for none
  int status = 422;           ///< where there is a fault
};

/// What a form opens with: a prepared correction is of the version it was made from.
TypedWord untyped(const registry::OwnPart& own, std::string_view language) {
  const auto& shown = own.prepared ? own.prepared->value : own.part.value;
  TypedWord typed{fields_of_part(shown, language), {}, {}};
  typed.version = own.prepared ? own.prepared_from : own.part.version;
  typed.prepared = own.prepared ? own.prepared->version : 0;
  return typed;
}

std::string done_of(const http::Request& request, const base::Messages& messages) {
  const auto done = request.parameter("done");
  for (const std::string each : {"confirmed", "corrected", "declined", "left", "prepared", "discarded"})
    if (done == each) return messages.get("part.done." + each);
  return {};
}

/// That a correction waits; and what it says, where the form holds what was typed instead.
View prepared_view(const registry::OwnPart& own, const TypedWord& typed, const base::Messages& messages) {
  if (!own.prepared) return View(false);
  View view;
  view["version"] = View(std::to_string(own.prepared->version));
  view["beside"] = View(typed.correcting);
  auto said = own;
  said.part.value = own.prepared->value;
  view["facts"] = typed.correcting ? part_facts(said, messages) : list_view();
  return view;
}

http::Response part_shown(const Context& context, const http::Request& request, std::string_view language,
                          const registry::OwnPart& own, const TypedWord& typed) {
  const auto& messages = base::Messages::in(language);
  const auto path = "/account/parts/" + own.part.id.str();
  const auto name = context.reg.organisation_name(own.part.value.organisation);
  const auto actor = visitor_of(context, request).actor;
  const bool may_see_all =
      access::may(actor, access::Action::prepare_for_party,
                  {.place = own.part.value.organisation.str(), .reach = access::Reach::organisation});
  // What was typed into one form leaves the other as it opens.
  const auto correction = typed.saying ? untyped(own, language) : typed;
  auto view = part_fields_view(correction.fields, messages);
  view["back"] =
      View(href(language, may_see_all ? path_of_parts(own.part.value.organisation) : "/account/parts"));
  view["promises"] = may_see_all && own.may_answer ? View(href(language, path + "/promises")) : View(false);
  const bool stating = may_see_all && own.may_answer && own.state == "confirmed";
  view["statement"] = stating ? View(href(language, path + "/statement")) : View(false);
  view["governance"] =
      stating && own.part.value.role == "lead" ? View(href(language, path + "/governance")) : View(false);
  view["agreement"] = may_see_all && own.may_answer && own.state == "confirmed"
                          ? View(href(language, path + "/agreement"))
                          : View(false);
  view["organisation"] = name ? text_view(*name, language) : View(false);
  view["partnership"] = text_view(own.partnership, language);
  view["href"] = View(partnership_href(language, own.part.value.partnership));
  view["facts"] = part_facts(own, messages);
  set_word(view, own, messages);
  const auto word = own.said ? own.said->value.state : std::string();
  view["answering"] = View(own.may_answer);
  view["confirming"] = View(own.state != "confirmed");
  view["declining"] = View(word != "confirmed" && word != "left" && own.state != "declined");
  view["leaving"] = View(word == "confirmed");
  view["prepared"] = prepared_view(own, typed, messages);
  view["action"] = View(href(language, path));
  view["key"] = View(key_of_forms(context, request));
  view["version"] = View(std::to_string(typed.saying ? typed.version : own.part.version));
  view["corrected_version"] = View(std::to_string(correction.version));
  view["prepared_version"] = View(std::to_string(correction.prepared));
  view["remark"] = View(typed.correcting ? std::string() : typed.remark);
  view["corrected_remark"] = View(typed.correcting ? typed.remark : std::string());
  view["correcting"] = View(typed.correcting || own.prepared.has_value());
  view["proposing"] = View(may_see_all && own.may_answer && own.state == "confirmed" && !own.from_file);
  view["propose"] = View(href(language, "/registering"));
  view["partnership_id"] = View(own.part.value.partnership.str());
  view["organisation_id"] = View(own.part.value.organisation.str());
  view["done"] = text_or_nothing(done_of(request, messages));
  const auto fault = typed.fault.empty() ? std::string() : messages.get(typed.fault);
  view["fault"] = text_or_nothing(fault);
  const auto title = messages.get("parts.title");
  auto frame = private_frame(language, fault.empty() ? title : fault + " – " + title, path);
  if (!fault.empty()) frame.status = typed.status;
  return page(context, request, frame, "part", view);
}

std::optional<registry::OwnPart> asked_part(const Context& context, const registry::Visitor& visitor,
                                            const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  return id ? registry::Confirming(context.reg).part(visitor.actor, *id) : std::nullopt;
}

http::Response part_page(const Context& context, const http::Request& request, std::string_view language,
                         const http::Captures& captures) {
  const auto own = asked_part(context, visitor_of(context, request), captures);
  if (!own) return error_page(context, request, language, 404);
  return part_shown(context, request, language, *own, untyped(*own, language));
}

constexpr std::string_view done_by(registry::Word word) {
  using enum registry::Word;
  return word == confirm ? "confirmed" : word == decline ? "declined" : "left";
}

/// What keeps this word from being said, given how the part stands now; "" where it is nothing of the part.
std::string fault_of_conflict(const registry::OwnPart& standing, const TypedWord& typed,
                              std::optional<registry::Word> word, bool preparing) {
  if (standing.part.version != typed.version) return "form.fault.changed";
  if (typed.correcting && (standing.prepared ? standing.prepared->version : 0) != typed.prepared)
    return "form.fault.changed";
  if (preparing) return "part.fault.prepared";
  if (!standing.may_answer) return "part.fault.answered";
  const auto said = standing.said ? standing.said->value.state : std::string();
  if (word == registry::Word::decline && (said == "confirmed" || said == "left"))
    return "part.fault.confirmed_once";
  if (word == registry::Word::leave && said != "confirmed") return "part.fault.not_confirmed";
  return {};
}

http::Response discarded(const Context& context, const http::Request& request, std::string_view language,
                         const http::Captures& captures, std::int64_t seen) {
  const auto visitor = visitor_of(context, request);
  const auto own = asked_part(context, visitor, captures);
  if (!own) return error_page(context, request, language, 404);
  try {
    registry::Confirming(context.reg).discard_prepared(visitor.actor, own->part.id, seen);
  } catch (const base::Conflict&) {
    const auto standing = asked_part(context, visitor, captures);
    if (!standing) throw;
    auto shown = untyped(*standing, language);
    shown.fault = "form.fault.changed";
    shown.status = 409;
    return part_shown(context, request, language, *standing, shown);
  }
  return see(language, "/account/parts/" + own->part.id.str() + "?done=discarded");
}

http::Response part_sent(const Context& context, const http::Request& request, std::string_view language,
                         const http::Captures& captures) {
  const auto form = own_form(context, request, http::kMostLongFormBytes);
  if (!form) return error_page(context, request, language, 403);
  const auto visitor = visitor_of(context, request);
  const auto own = asked_part(context, visitor, captures);
  if (!own) return error_page(context, request, language, 404);

  const auto wish = http::value_of(*form, "do");
  const auto word = registry::word_of(wish);
  TypedWord typed{fields_of_part(own->part.value, language),
                  std::string(http::value_of(*form, "remark")),
                  {},
                  wish == "correct" || wish == "prepare",
                  word.has_value()};
  registry::Confirming confirming(context.reg);
  const auto& id = own->part.id;
  typed.version = positive_number(http::value_of(*form, "version")).value_or(0);
  typed.prepared = positive_number(http::value_of(*form, "prepared")).value_or(0);
  if (wish == "discard") return discarded(context, request, language, captures, typed.prepared);
  if (!word && !typed.correcting) return error_page(context, request, language, 400);
  base::Text remark;
  typed.fault = read_remark(remark, typed.remark, language);
  if (typed.fault.empty() && word && *word != registry::Word::confirm && remark.empty())
    typed.fault = "part.fault.remark";
  // A correction starts from what its form showed: texts in other languages are not lost.
  const bool is_prepared = own->prepared && own->prepared->version == typed.prepared;
  auto now = is_prepared ? own->prepared->value : own->part.value;
  if (typed.correcting) {
    typed.fields = part_fields_of_form(*form);
    if (typed.fault.empty()) typed.fault = put_into(now, typed.fields, language);
  }
  if (!typed.fault.empty()) return part_shown(context, request, language, *own, typed);

  try {
    if (word)
      confirming.say(visitor.actor, id, typed.version, *word, remark);
    else if (wish == "prepare")
      confirming.prepare(visitor.actor, id, typed.version, now, typed.prepared);
    else
      confirming.correct(visitor.actor, id, typed.version, now, remark, typed.prepared);
  } catch (const base::Conflict&) {  // what was typed is not lost
    const auto standing = asked_part(context, visitor, captures);
    if (standing) typed.fault = fault_of_conflict(*standing, typed, word, wish == "prepare");
    if (typed.fault.empty()) throw;
    typed.status = 409;
    typed.version = standing->part.version;
    typed.prepared = standing->prepared ? standing->prepared->version : 0;
    return part_shown(context, request, language, *standing, typed);
  }
  const std::string done(word ? done_by(*word) : wish == "prepare" ? "prepared" : "corrected");
  return see(language, "/account/parts/" + id.str() + "?done=" + done);
}

}  // namespace

std::vector<http::Route> part_routes(const Context& context) {
  return {
      {"GET", "/{lang}/account/parts/{id}", "The part of an organisation one speaks for in a partnership.",
       in_language(context, part_page)},
      {"POST", "/{lang}/account/parts/{id}", "Confirms, corrects, declines or leaves it.",
       in_language(context, part_sent)},
  };
}

}  // namespace entente::pages

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Somebody's drafts, the beginning of one, and the pages that ask of the partnership itself.
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "http/form.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/page.hpp"
#include "pages/record_views.hpp"
#include "pages/register_check.hpp"
#include "pages/register_fields.hpp"
#include "pages/register_measure.hpp"
#include "pages/register_pages.hpp"
#include "pages/register_views.hpp"
#include "pages/visitor.hpp"

namespace entente::pages {

namespace {

constexpr const char* kRegisteringPath = "/registering";

registry::Registering registering_of(const Context& context) {
  return registry::Registering(context.reg, context.review);
}

/// The organisations for which an actor may write, and oneself before them.
View written_for(const Context& context, const access::Actor& actor, std::string_view chosen,
                 std::string_view language) {
  auto all = list_view();
  View own;
  own["code"] = View("");
  own["label"] = View(base::Messages::in(language).get("registering.for_oneself"));
  own["chosen"] = View(chosen.empty());
  all.push_back(std::move(own));
  for (const auto& grant : actor.grants) {
    const auto id = base::Uuid::parse(grant.of);
    if (!id || (grant.role != access::Role::representative && grant.role != access::Role::contributor))
      continue;
    const auto name = context.reg.organisation_name(*id);
    View one;
    one["code"] = View(grant.of);
    one["label"] = View(name ? std::string(name->str(language)) : grant.of);
    one["chosen"] = View(grant.of == chosen);
    all.push_back(std::move(one));
  }
  return all;
}

/// What was typed to begin a draft, and what was found to be wrong with it.
struct TypedBeginning {
  std::string title, organisation, fault;
  std::vector<registry::LookAlike> alike = {};
  int status = 422;
};

http::Response drafts_shown(const Context& context, const http::Request& request, std::string_view language,
                            const TypedBeginning& typed) {
  const auto& messages = base::Messages::in(language);
  const auto actor = visitor_of(context, request).actor;
  const auto fault = typed.fault.empty() ? std::string() : messages.get(typed.fault);
  View view;
  view["account"] = View(href(language, "/account"));
  view["rows"] = draft_rows(context, registering_of(context).own(actor), "/registering/", messages);
  view["some"] = View(view["rows"].is_non_empty_list());
  view["action"] = View(href(language, kRegisteringPath));
  view["key"] = View(key_of_forms(context, request));
  view["typed"] = View(typed.title);
  view["places"] = written_for(context, actor, typed.organisation, language);
  view["several"] = View(view["places"].list_value().size() > 1);
  view["alike"] = alike_view(typed.alike, messages);
  view["discarded"] = View(request.parameter("done") == "discarded");
  view["fault"] = text_or_nothing(fault);
  const auto title = messages.get("registering.title");
  auto frame = private_frame(language, fault.empty() ? title : fault + " – " + title, kRegisteringPath);
  if (!fault.empty()) frame.status = typed.status;
  return page(context, request, frame, "registering", view);
}

http::Response drafts_page(const Context& context, const http::Request& request, std::string_view language) {
  return drafts_shown(context, request, language, {});
}

http::Response proposed(const Context& context, const http::Request& request, std::string_view language,
                        const http::Parameters& form) {
  const auto partnership = base::Uuid::parse(http::value_of(form, "partnership"));
  const auto organisation = base::Uuid::parse(http::value_of(form, "organisation"));
  if (!partnership || !organisation) return error_page(context, request, language, 400);
  const auto id =
      registering_of(context).propose(visitor_of(context, request).actor, *partnership, *organisation);
  return see(language, draft_path(id) + "/step/purpose");
}

http::Response draft_begun(const Context& context, const http::Request& request, std::string_view language) {
  const auto form = own_form(context, request);
  if (!form) return error_page(context, request, language, 403);
  if (http::value_of(*form, "do") == "propose") return proposed(context, request, language, *form);
  TypedBeginning typed{typed_lines(*form, "title"), std::string(http::value_of(*form, "organisation")), {}};
  const auto organisation = base::Uuid::parse(typed.organisation);
  if (!organisation && !typed.organisation.empty()) return error_page(context, request, language, 400);
  model::Partnership partnership;
  typed.fault = put_step(partnership, "purpose", {{"title", typed.title}}, language);
  if (!typed.fault.empty()) return drafts_shown(context, request, language, typed);
  if (http::value_of(*form, "do") != "anyway") {
    constexpr std::size_t kShownAlike = 5;
    typed.alike = registry::look_alikes(context.reg, partnership, {}, {}, kShownAlike);
    if (!typed.alike.empty()) return drafts_shown(context, request, language, typed);
  }
  try {
    const auto id = registering_of(context).begin(visitor_of(context, request).actor, partnership.title,
                                                  organisation.value_or(base::Uuid()));
    return see(language, draft_path(id) + "/step/purpose");
  } catch (const base::Conflict& conflict) {
    typed.fault = key_of_fault(conflict.thing());
    if (typed.fault.empty()) throw;
    typed.status = 409;
    return drafts_shown(context, request, language, typed);
  }
}

http::Response step_shown(const Context& context, const http::Request& request, std::string_view language,
                          const registry::Draft& draft, const std::string& step,
                          const http::Parameters& typed, const std::string& fault,
                          int status_of_fault = 422) {
  const auto& messages = base::Messages::in(language);
  const auto path = draft_path(draft.partnership.id) + "/step/" + step;
  auto view = step_fields_view(step, typed, draft.partnership.value, messages);
  view["measure"] = step == "purpose" && !draft.of ? measure_fields_view(typed) : View(false);
  const auto heading = messages.get("registering.step." + step);
  view["heading"] = View(heading);
  view["steps"] = draft_steps(draft, step, language);
  view["action"] = View(href(language, path));
  view["key"] = View(key_of_forms(context, request));
  view["version"] = View(std::to_string(draft.partnership.version));
  view["changed"] = View(status_of_fault == 409);
  view["standing"] = step_facts(step, draft, messages);
  view["check"] = View(href(language, draft_path(draft.partnership.id)));
  const auto words = fault.empty() ? std::string() : messages.get(fault);
  view["fault"] = text_or_nothing(words);
  auto frame = private_frame(language, words.empty() ? heading : words + " – " + heading, path);
  if (!words.empty()) frame.status = status_of_fault;
  return page(context, request, frame, "registering_step", view);
}

/// The draft that a step asks of, where it can be written now.
std::optional<registry::Draft> writable_draft(const Context& context, const http::Request& request,
                                              const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  auto draft = id ? registering_of(context).draft(visitor_of(context, request).actor, *id) : std::nullopt;
  if (!draft || !is_asking_step(captures["step"])) return std::nullopt;
  return draft;
}

http::Response step_page(const Context& context, const http::Request& request, std::string_view language,
                         const http::Captures& captures) {
  const auto draft = writable_draft(context, request, captures);
  if (!draft) return error_page(context, request, language, 404);
  if (draft->state == registry::DraftState::handed_in)
    return see(language, draft_path(draft->partnership.id));
  const std::string step(captures["step"]);
  auto fields = fields_of_step(step, draft->partnership.value, language);
  if (step == "purpose") add_measure_fields(fields, draft->measure, language);
  return step_shown(context, request, language, *draft, step, fields, {});
}

http::Response step_sent(const Context& context, const http::Request& request, std::string_view language,
                         const http::Captures& captures) {
  const auto form = own_form(context, request, http::kMostLongFormBytes);
  if (!form) return error_page(context, request, language, 403);
  const auto draft = writable_draft(context, request, captures);
  if (!draft) return error_page(context, request, language, 404);
  const std::string step(captures["step"]);
  auto partnership = draft->partnership.value;
  auto fault = put_step(partnership, step, *form, language);
  auto measure = draft->measure ? draft->measure->value : model::Result();
  const bool measured = step == "purpose" && !draft->of;
  if (measured && fault.empty()) fault = put_measure(measure, *form, language);
  if (!fault.empty()) return step_shown(context, request, language, *draft, step, *form, fault);
  const auto version = positive_number(http::value_of(*form, "version")).value_or(0);
  try {
    registering_of(context).save(visitor_of(context, request).actor, draft->partnership.id, version,
                                 partnership, measured ? &measure : nullptr);
  } catch (const base::Conflict&) {  // what was typed is not lost
    const auto now = writable_draft(context, request, captures);
    if (!now) throw;
    const bool handed_in = now->state == registry::DraftState::handed_in;
    if (!handed_in && now->partnership.version == version) throw;
    return step_shown(context, request, language, *now, step, *form,
                      handed_in ? "registering.fault.handed_in" : "form.fault.changed", 409);
  }
  if (http::value_of(*form, "do") == "stay")
    return see(language, draft_path(draft->partnership.id) + "/step/" + step);
  return see(language, step_after(*draft, step));
}

}  // namespace

std::vector<http::Route> registering_routes(const Context& context) {
  std::vector<http::Route> routes{
      {"GET", "/{lang}/registering", "One's drafts of partnerships, and a form to begin one.",
       in_language(context, drafts_page)},
      {"POST", "/{lang}/registering", "Begins a draft, or that of a change to what is published.",
       in_language(context, draft_begun)},
      {"GET", "/{lang}/registering/{id}/step/{step}",
       "One page of a draft: purpose and goals, where and when, how it is governed.",
       in_language(context, step_page)},
      {"POST", "/{lang}/registering/{id}/step/{step}", "Saves that page.", in_language(context, step_sent)},
  };
  for (auto& route : check_routes(context)) routes.push_back(std::move(route));
  return routes;
}

}  // namespace entente::pages

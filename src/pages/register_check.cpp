// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/register_check.hpp"

#include <optional>
#include <utility>

#include "base/error.hpp"
#include "http/form.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/page.hpp"
#include "pages/record_views.hpp"
#include "pages/register_views.hpp"
#include "pages/visitor.hpp"

namespace entente::pages {

namespace {

/// What was typed into the thread, and what is wrong with the wish.
struct TypedNote {
  std::string note;
  std::string fault;  ///< key of a message
  int status = 422;
};

std::string done_words(const http::Request& request, const base::Messages& messages) {
  const auto done = request.parameter("done");
  for (const std::string each : {"handed_in", "taken_back", "commented"})
    if (done == each) return messages.get("registering.done." + each);
  return {};
}

std::optional<registry::Draft> asked_draft(const Context& context, const http::Request& request,
                                           const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  return id ? registry::Registering(context.reg, context.review)
                  .draft(visitor_of(context, request).actor, *id)
            : std::nullopt;
}

http::Response check_shown(const Context& context, const http::Request& request, std::string_view language,
                           const registry::Draft& draft, const TypedNote& typed) {
  const auto& messages = base::Messages::in(language);
  const auto path = draft_path(draft.partnership.id);
  const bool handed_in = draft.state == registry::DraftState::handed_in;
  auto view = draft_view(draft, messages);
  const auto& partnership = draft.partnership.value;
  const bool whole =
      !partnership.title.empty() && !partnership.purpose.empty() && (draft.of || !draft.parts.empty());
  view["heading"] = View(messages.get("registering.step.check"));
  view["steps"] = draft_steps(draft, "check", language);
  view["back"] = View(href(language, "/registering"));
  view["back_label"] = View(messages.get("registering.title"));
  view["changes"] = change_view(context, draft, messages);
  view["odd"] = View(false);
  view["screening"] = View(false);
  view["diligence"] = View(false);
  view["alike"] = alike_view(alike_of(context, draft), messages);
  view["preview"] = View(href(language, path + "/preview"));
  view["action"] = View(href(language, path));
  view["key"] = View(key_of_forms(context, request));
  view["seen"] = View(std::to_string(draft.seen));
  view["handed_in"] = View(handed_in && draft.may_write);
  view["incomplete"] = View(!whole && !handed_in);
  view["ready"] = View(whole && !handed_in);
  view["trusted"] = View(draft.may_publish && whole && !handed_in);
  view["typed"] = View(typed.note);
  view["done"] = text_or_nothing(done_words(request, messages));
  view["deciding"] = View(false);
  view["four_eyes"] = View(false);
  const auto fault = typed.fault.empty() ? std::string() : messages.get(typed.fault);
  view["fault"] = text_or_nothing(fault);
  const auto title = messages.get("registering.step.check");
  auto frame = private_frame(language, fault.empty() ? title : fault + " – " + title, path);
  if (!fault.empty()) frame.status = typed.status;
  return page(context, request, frame, "registering_check", view);
}

http::Response check_page(const Context& context, const http::Request& request, std::string_view language,
                          const http::Captures& captures) {
  const auto draft = asked_draft(context, request, captures);
  if (!draft) return error_page(context, request, language, 404);
  return check_shown(context, request, language, *draft, {});
}

/// Does what is wished, and returns where that leads behind the language; nothing for another wish.
std::optional<std::string> act_on_draft(const Context& context, const access::Actor& actor,
                                        const base::Uuid& id, const http::Parameters& form) {
  registry::Registering registering(context.reg, context.review);
  const auto wish = http::value_of(form, "do");
  const auto seen = positive_number(http::value_of(form, "seen")).value_or(0);
  if (wish == "hand_in") {
    registering.hand_in(actor, id, seen);
    return draft_path(id) + "?done=handed_in";
  }
  if (wish == "take_back") {
    registering.take_back(actor, id, seen);
    return draft_path(id) + "?done=taken_back";
  }
  if (wish == "comment") {
    registering.comment(actor, id, http::value_of(form, "note"));
    return draft_path(id) + "?done=commented";
  }
  if (wish == "discard") {
    registering.discard(actor, id, seen);
    return "/registering?done=discarded";
  }
  if (wish == "publish") return "/partnerships/" + registering.publish(actor, id, seen).str();
  return std::nullopt;
}

http::Response check_sent(const Context& context, const http::Request& request, std::string_view language,
                          const http::Captures& captures) {
  const auto form = own_form(context, request);
  if (!form) return error_page(context, request, language, 403);
  const auto draft = asked_draft(context, request, captures);
  if (!draft) return error_page(context, request, language, 404);
  TypedNote typed{std::string(http::value_of(*form, "note")), {}};
  try {
    const auto leads =
        act_on_draft(context, visitor_of(context, request).actor, draft->partnership.id, *form);
    return leads ? see(language, *leads) : error_page(context, request, language, 400);
  } catch (const base::BadInput& bad) {
    typed.fault = key_of_fault(bad.thing());
    if (typed.fault.empty()) throw;
  } catch (const base::Conflict& conflict) {
    const auto standing = asked_draft(context, request, captures);
    if (!standing) return error_page(context, request, language, 409);
    const auto seen = positive_number(http::value_of(*form, "seen")).value_or(0);
    typed.fault = key_of_conflict(conflict, *standing, seen);
    if (typed.fault.empty()) throw;
    typed.status = 409;
  }
  const auto now = asked_draft(context, request, captures);
  if (!now) return error_page(context, request, language, 409);
  return check_shown(context, request, language, *now, typed);
}

http::Response preview_page(const Context& context, const http::Request& request, std::string_view language,
                            const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  if (!id) return error_page(context, request, language, 404);
  return draft_preview(context, request, language, *id, draft_path(*id));
}

}  // namespace

std::vector<http::Route> check_routes(const Context& context) {
  return {
      {"GET", "/{lang}/registering/{id}", "All answers of a draft, what is missing, and its thread.",
       in_language(context, check_page)},
      {"POST", "/{lang}/registering/{id}", "Hands it in, takes it back, discards it, or adds a note.",
       in_language(context, check_sent)},
      {"GET", "/{lang}/registering/{id}/preview", "Its page as it will be.",
       in_language(context, preview_page)},
  };
}

}  // namespace entente::pages

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// The register's office: what was handed in, and what is decided on it.
#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "http/form.hpp"
#include "pages/diligence_views.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/page.hpp"
#include "pages/record_views.hpp"
#include "pages/register_pages.hpp"
#include "pages/register_views.hpp"
#include "pages/screening_views.hpp"
#include "pages/typed_text.hpp"
#include "pages/visitor.hpp"
#include "registry/oddities.hpp"
#include "registry/reviewing.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kWaitingShown = 200;

/// The id in the address of a partnership's page, or the id itself.
std::optional<base::Uuid> id_in_address(std::string_view typed) {
  constexpr std::size_t kIdLength = 36;
  for (std::size_t at = 0; at + kIdLength <= typed.size(); ++at)
    if (const auto id = base::Uuid::parse(typed.substr(at, kIdLength))) return id;
  return std::nullopt;
}

/// With `kept`, what somebody wrote on what was decided on before they sent it.
http::Response queue_shown(const Context& context, const http::Request& request, std::string_view language,
                           const std::string& kept) {
  const auto& messages = base::Messages::in(language);
  const auto typed = request.parameter("partnership");
  constexpr std::size_t kLongestAddress = 2'000;
  if (const auto id = typed.size() < kLongestAddress ? id_in_address(typed) : std::nullopt)
    return see(language, "/partnerships/" + id->str() + "/withdraw");
  const auto lines = registry::Reviewing(context.reg, context.review)
                         .waiting(visitor_of(context, request).actor, kWaitingShown);
  const auto total = static_cast<std::size_t>(registry::waiting_count(context.reg));
  View view;
  view["table"] = table_view(draft_rows(context, lines, "/review/", messages), lines.size(), total, messages);
  view["count"] = View(messages.get("task.review", {{"count", static_cast<std::int64_t>(total)}}));
  view["action"] = View(href(language, "/review"));
  view["removals"] = View(href(language, "/removals"));
  view["unknown"] = View(!typed.empty());
  const auto done = request.parameter("done");
  view["done"] =
      text_or_nothing(done == "returned" ? messages.get("registering.state.returned") : std::string());
  view["kept"] = text_or_nothing(kept);
  view["fault"] = kept.empty() ? View(false) : View(messages.get("report.fault.decided"));
  auto frame = private_frame(language, messages.get("review.title"), "/review");
  if (!kept.empty()) frame.status = 409;
  return page(context, request, frame, "review", view);
}

http::Response queue_page(const Context& context, const http::Request& request, std::string_view language) {
  return queue_shown(context, request, language, {});
}

/// The draft that waits, as the office sees it.
std::optional<registry::Draft> waiting_draft(const Context& context, const access::Actor& actor,
                                             const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  auto draft = id ? registry::Registering(context.reg, context.review).draft(actor, *id) : std::nullopt;
  if (!draft || !draft->may_review) return std::nullopt;
  return draft;
}

/// What was typed, and what keeps it from being done.
struct TypedReview {
  std::string note, reason, fault;
  int status = 422;
};

View odd_view(const std::vector<registry::Oddity>& found, const base::Messages& messages) {
  if (found.empty()) return View(false);
  View view;
  view["rows"] = list_view();
  for (const auto oddity : found)
    view["rows"].push_back(View(messages.get("review.odd." + std::string(registry::name_of(oddity)))));
  return view;
}

std::vector<std::pair<base::Uuid, base::Text>> parties_in(const registry::Draft& draft) {
  std::vector<std::pair<base::Uuid, base::Text>> parties;
  for (const auto& part : draft.parts)
    parties.emplace_back(part.part.value.organisation, part.organisation.name);
  return parties;
}

http::Response review_shown(const Context& context, const http::Request& request, std::string_view language,
                            const registry::Draft& draft, const TypedReview& typed) {
  const auto& messages = base::Messages::in(language);
  const auto path = "/review/" + draft.partnership.id.str();
  auto view = draft_view(draft, messages);
  view["heading"] = View(messages.get("review.one"));
  view["steps"] = list_view();
  view["writing"] = View(false);
  view["back"] = View(href(language, "/review"));
  view["back_label"] = View(messages.get("review.title"));
  view["changes"] = change_view(context, draft, messages);
  view["screening"] = screening_of_parties(context, request, parties_in(draft), messages);
  view["diligence"] = diligence_of_parties(context, request, parties_in(draft), messages);
  view["odd"] = odd_view(registry::oddities(draft, context.reg.clock().now()), messages);
  view["alike"] = alike_view(alike_of(context, draft), messages);
  view["preview"] = View(href(language, path + "/preview"));
  view["action"] = View(href(language, path));
  view["key"] = View(key_of_forms(context, request));
  view["seen"] = View(std::to_string(draft.seen));
  set_each(view, {"handed_in", "incomplete", "ready", "trusted"}, View(false));
  view["deciding"] = View(true);
  view["four_eyes"] = View(false);
  view["typed"] = View(typed.note);
  view["reason"] = View(typed.reason);
  const bool commented = request.parameter("done") == "commented";
  view["done"] = text_or_nothing(commented ? messages.get("registering.done.commented") : std::string());
  const auto fault = typed.fault.empty() ? std::string() : messages.get(typed.fault);
  view["fault"] = text_or_nothing(fault);
  const auto title = messages.get("review.one");
  auto frame = private_frame(language, fault.empty() ? title : fault + " – " + title, path);
  if (!fault.empty()) frame.status = typed.status;
  return page(context, request, frame, "registering_check", view);
}

/// What waits no more: what somebody wrote on it is not lost.
http::Response draft_decided_before(const Context& context, const http::Request& request,
                                    std::string_view language, const TypedReview& typed, int status) {
  const auto kept = typed_text(typed.reason + "\n" + typed.note);
  return kept.empty() ? error_page(context, request, language, status)
                      : queue_shown(context, request, language, kept);
}

http::Response review_page(const Context& context, const http::Request& request, std::string_view language,
                           const http::Captures& captures) {
  const auto draft = waiting_draft(context, visitor_of(context, request).actor, captures);
  if (!draft) return error_page(context, request, language, 404);
  return review_shown(context, request, language, *draft, {});
}

std::optional<std::string> decide(const Context& context, const access::Actor& actor, const base::Uuid& id,
                                  const http::Parameters& form) {
  registry::Reviewing reviewing(context.reg, context.review);
  const auto wish = http::value_of(form, "do");
  const auto seen = positive_number(http::value_of(form, "seen")).value_or(0);
  if (wish == "publish") return "/partnerships/" + reviewing.publish(actor, id, seen).str();
  if (wish == "return") {
    reviewing.give_back(actor, id, seen, http::value_of(form, "reason"));
    return "/review?done=returned";
  }
  if (wish == "comment") {
    registry::Registering(context.reg, context.review).comment(actor, id, http::value_of(form, "note"));
    return "/review/" + id.str() + "?done=commented";
  }
  return std::nullopt;
}

http::Response review_sent(const Context& context, const http::Request& request, std::string_view language,
                           const http::Captures& captures) {
  const auto form = own_form(context, request);
  if (!form) return error_page(context, request, language, 403);
  const auto actor = visitor_of(context, request).actor;
  const auto draft = waiting_draft(context, actor, captures);
  TypedReview typed{
      std::string(http::value_of(*form, "note")), std::string(http::value_of(*form, "reason")), {}};
  if (!draft) return draft_decided_before(context, request, language, typed, 404);
  const auto seen = positive_number(http::value_of(*form, "seen")).value_or(0);
  try {
    const auto leads = decide(context, actor, draft->partnership.id, *form);
    return leads ? see(language, *leads) : error_page(context, request, language, 400);
  } catch (const base::BadInput& bad) {
    typed.fault = key_of_fault(bad.thing());
    if (typed.fault.empty()) throw;
  } catch (const base::Conflict& conflict) {
    typed.status = 409;
    typed.fault = conflict.thing() == "this draft"                             ? "registering.fault.thread"
                  : draft->seen != seen                                        ? "form.fault.changed"
                  : conflict.thing() == "draft " + draft->partnership.id.str() ? "review.four_eyes"
                                                                               : "review.fault.passed";
  } catch (const base::NotFound&) {  // another was in time
  }
  const auto now = waiting_draft(context, actor, captures);
  if (!now) return draft_decided_before(context, request, language, typed, 409);
  return review_shown(context, request, language, *now, typed);
}

http::Response review_preview(const Context& context, const http::Request& request, std::string_view language,
                              const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  if (!id) return error_page(context, request, language, 404);
  return draft_preview(context, request, language, *id, "/review/" + id->str());
}

}  // namespace

std::vector<http::Route> review_routes(const Context& context) {
  return {
      {"GET", "/{lang}/review", "What was handed in, the oldest first.", in_language(context, queue_page)},
      {"GET", "/{lang}/review/{id}", "A draft that waits, and the forms to decide on it.",
       in_language(context, review_page)},
      {"POST", "/{lang}/review/{id}", "Publishes it, returns it with a reason, or adds a note.",
       in_language(context, review_sent)},
      {"GET", "/{lang}/review/{id}/preview", "Its page as it will be.", in_language(context, review_preview)},
  };
}

}  // namespace entente::pages

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// The office withdraws a partnership, and what stands in its place.
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "http/form.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/page.hpp"
#include "pages/record_views.hpp"
#include "pages/register_pages.hpp"
#include "pages/register_views.hpp"
#include "pages/visitor.hpp"
#include "registry/reviewing.hpp"

namespace entente::pages {

namespace {

http::Response withdraw_shown(const Context& context, const http::Request& request, std::string_view language,
                              const registry::PartnershipView& partnership, const std::string& reason,
                              const std::string& fault_key, int status) {
  const auto& messages = base::Messages::in(language);
  const auto path = "/partnerships/" + partnership.partnership.id.str() + "/withdraw";
  View view;
  view["title"] = text_view(partnership.partnership.value.title, language);
  view["href"] = View(partnership_href(language, partnership.partnership.id));
  view["back"] = View(href(language, "/review"));
  view["erase"] = View(partnership_href(language, partnership.partnership.id) + "/erase");
  view["action"] = View(href(language, path));
  view["key"] = View(key_of_forms(context, request));
  view["version"] = View(std::to_string(partnership.partnership.version));
  view["reason"] = View(reason);
  view["from_file"] = View(partnership.partnership.value.kept.has_value());
  const auto fault = fault_key.empty() ? std::string() : messages.get(fault_key);
  view["fault"] = text_or_nothing(fault);
  const auto title = messages.get("withdraw.title");
  auto frame = private_frame(language, fault.empty() ? title : fault + " – " + title, path);
  if (!fault.empty()) frame.status = status;
  return page(context, request, frame, "withdraw", view);
}

std::optional<registry::PartnershipView> standing_partnership(const Context& context,
                                                              const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  return id ? context.reg.partnership(*id) : std::nullopt;
}

http::Response withdraw_form(const Context& context, const http::Request& request, std::string_view language,
                             const http::Captures& captures) {
  const auto partnership = standing_partnership(context, captures);
  if (!partnership) return error_page(context, request, language, 404);
  return withdraw_shown(context, request, language, *partnership, {}, {}, 200);
}

http::Response withdraw_sent(const Context& context, const http::Request& request, std::string_view language,
                             const http::Captures& captures) {
  const auto form = own_form(context, request);
  if (!form) return error_page(context, request, language, 403);
  const auto partnership = standing_partnership(context, captures);
  if (!partnership) return error_page(context, request, language, 404);
  const std::string reason(http::value_of(*form, "reason"));
  const auto version = positive_number(http::value_of(*form, "version")).value_or(0);
  try {
    registry::Reviewing(context.reg, context.review)
        .withdraw(visitor_of(context, request).actor, partnership->partnership.id, version, reason);
  } catch (const base::BadInput& bad) {
    const auto fault = key_of_fault(bad.thing());
    if (fault.empty()) throw;
    return withdraw_shown(context, request, language, *partnership, reason, fault, 422);
  } catch (const base::Conflict&) {
    const auto now = standing_partnership(context, captures);
    if (!now) throw;
    const bool file = now->partnership.value.kept.has_value();
    return withdraw_shown(context, request, language, *now, reason,
                          file ? "withdraw.fault.file" : "form.fault.changed", 409);
  }
  return see(language, "/partnerships/" + partnership->partnership.id.str());
}

}  // namespace

std::optional<http::Response> tombstone_page(const Context& context, const http::Request& request,
                                             std::string_view language, const base::Uuid& partnership) {
  const auto stone = registry::tombstone_of(context.reg, partnership);
  if (!stone) return std::nullopt;
  const auto& messages = base::Messages::in(language);
  View view;
  view["title"] = text_view(stone->title, language);
  const auto day = base::PartialDate::from_days(base::day_of(stone->at));
  view["text"] = View(messages.get("tombstone.text", {{"date", std::string_view(messages.date(day))}}));
  view["reason"] = View(stone->reason);
  view["list"] = View(href(language, "/partnerships"));
  constexpr std::size_t kHead = 200;
  const auto title = messages.get("tombstone.title");
  Frame frame{.language = language,
              .title = std::string(base::clip_utf8(stone->title.str(language), kHead)) + " – " + title};
  frame.path = "/partnerships/" + partnership.str();
  frame.section = "partnerships";
  frame.status = 410;
  frame.index = false;
  return page(context, request, frame, "tombstone", view);
}

std::vector<http::Route> withdraw_routes(const Context& context) {
  return {
      {"GET", "/{lang}/partnerships/{id}/withdraw", "A form to withdraw a partnership.",
       in_language(context, withdraw_form)},
      {"POST", "/{lang}/partnerships/{id}/withdraw", "Withdraws it, with a reason.",
       in_language(context, withdraw_sent)},
  };
}

}  // namespace entente::pages

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// The office erases a contact of a partnership: which one, what goes with it, and that it is gone.
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "http/form.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/page.hpp"
#include "pages/published_views.hpp"
#include "pages/record_views.hpp"
#include "pages/register_fields.hpp"
#include "pages/register_pages.hpp"
#include "pages/visitor.hpp"
#include "registry/erasing.hpp"

namespace entente::pages {

namespace {

/// What was typed, and what keeps it from being done.
struct TypedErasure {
  std::string reason, words, fault;
  int status = 200;
};

std::string erase_path(const base::Uuid& partnership) {
  return "/partnerships/" + partnership.str() + "/erase";
}

/// {rows, some, left_out} with {contact, versions, look} in each row.
View choice_table(const std::vector<registry::ContactPlace>& all, const std::string& address,
                  const base::Messages& messages) {
  return table_of(all, registry::kMostContactsListed, messages, [&](const registry::ContactPlace& one) {
    View row;
    row["contact"] = contact_table({one.contact}, messages);
    row["versions"] =
        View(messages.get("erasing.versions", {{"count", static_cast<std::int64_t>(one.versions.size())}}));
    row["look"] = View(address + "?version=" + std::to_string(one.version) +
                       "&contact=" + std::to_string(one.place + 1));
    return row;
  });
}

View asked_view(const Context& context, const http::Request& request, const registry::ContactPlace& one,
                const TypedErasure& typed, const base::Messages& messages) {
  View asked;
  asked["contact"] = contact_table({one.contact}, messages);
  asked["versions"] =
      View(messages.get("erasing.versions", {{"count", static_cast<std::int64_t>(one.versions.size())}}));
  asked["key"] = View(key_of_forms(context, request));
  asked["version"] = View(std::to_string(one.version));
  asked["place"] = View(std::to_string(one.place + 1));
  asked["reasons"] = draft_choices("erasure_reason", typed.reason, messages, true);
  asked["words"] = View(typed.words);
  return asked;
}

http::Response erase_shown(const Context& context, const http::Request& request, std::string_view language,
                           const base::Uuid& id, const std::optional<registry::ContactPlace>& asked,
                           const TypedErasure& typed) {
  const auto& messages = base::Messages::in(language);
  const auto address = href(language, erase_path(id));
  View view;
  view["record"] = View(partnership_href(language, id));
  view["action"] = View(address);
  view["asked"] = asked ? asked_view(context, request, *asked, typed, messages) : View(false);
  view["choices"] =
      asked ? View(false)
            : choice_table(registry::Erasing(context.reg).contacts(visitor_of(context, request).actor, id),
                           address, messages);
  const auto fault = typed.fault.empty() ? std::string() : messages.get(typed.fault);
  view["fault"] = text_or_nothing(fault);
  const auto title = messages.get("erasing.title");
  auto frame = private_frame(language, fault.empty() ? title : fault + " – " + title, erase_path(id));
  frame.status = typed.status;
  return page(context, request, frame, "erase_contact", view);
}

http::Response erase_contact_form(const Context& context, const http::Request& request,
                                  std::string_view language, const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  if (!id) return error_page(context, request, language, 404);
  const auto version = positive_number(request.parameter("version"));
  const auto place = positive_number(request.parameter("contact"));
  std::optional<registry::ContactPlace> asked;
  if (version && place) try {
      asked =
          registry::Erasing(context.reg)
              .look(visitor_of(context, request).actor, *id, *version, static_cast<std::size_t>(*place - 1));
    } catch (const base::Conflict&) {
      return erase_shown(context, request, language, *id, std::nullopt,
                         {.reason = {}, .words = {}, .fault = "erasing.fault.gone", .status = 409});
    }
  return erase_shown(context, request, language, *id, asked, {});
}

std::string key_of_erasing_fault(const std::string& thing) {
  if (thing == "field reason") return "erasing.fault.reason";
  if (thing == "field words") return "erasing.fault.words";
  return {};
}

http::Response erase_contact_sent(const Context& context, const http::Request& request,
                                  std::string_view language, const http::Captures& captures) {
  const auto form = own_form(context, request);
  if (!form) return error_page(context, request, language, 403);
  const auto id = base::Uuid::parse(captures["id"]);
  const auto version = positive_number(http::value_of(*form, "version"));
  const auto place = positive_number(http::value_of(*form, "contact"));
  if (!id || !version || !place) return error_page(context, request, language, 404);
  const auto at = static_cast<std::size_t>(*place - 1);
  const auto actor = visitor_of(context, request).actor;
  registry::Erasing erasing(context.reg);
  TypedErasure typed{.reason = std::string(http::value_of(*form, "reason")),
                     .words = std::string(http::value_of(*form, "words")),
                     .fault = {},
                     .status = 422};
  try {
    if (http::value_of(*form, "sure") == "yes") {
      erasing.erase(actor, *id, *version, at, typed.reason, typed.words, language);
      return see(language, "/partnerships/" + id->str() + "/revisions");
    }
    typed.fault = "erasing.fault.sure";
  } catch (const base::BadInput& bad) {
    typed.fault = key_of_erasing_fault(bad.thing());
    if (typed.fault.empty()) throw;
  } catch (const base::Conflict&) {
    typed.fault = "erasing.fault.gone";
    typed.status = 409;
    return erase_shown(context, request, language, *id, std::nullopt, typed);
  }
  return erase_shown(context, request, language, *id, erasing.look(actor, *id, *version, at), typed);
}

}  // namespace

std::vector<http::Route> erase_contact_routes(const Context& context) {
  return {
      {"GET", "/{lang}/partnerships/{id}/erase", "The contacts of a partnership, to erase one of them.",
       in_language(context, erase_contact_form)},
      {"POST", "/{lang}/partnerships/{id}/erase", "Erases one from every version, with a reason.",
       in_language(context, erase_contact_sent)},
  };
}

}  // namespace entente::pages

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/evidence_form.hpp"

#include <utility>

#include "base/error.hpp"
#include "http/form.hpp"
#include "http/multipart.hpp"
#include "model/vocabulary.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/page.hpp"
#include "pages/promise_views.hpp"
#include "pages/record_views.hpp"
#include "pages/visitor.hpp"
#include "registry/evidence.hpp"
#include "registry/promising.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kMostEvidenceTitle = 600;

/// What is wrong with what was sent: the key of a message, or "".
std::string fault_of_evidence(const model::Evidence& piece, std::string_view bytes, std::string_view title) {
  if (!model::vocabulary("evidence_kind").find(piece.kind)) return "desk.fault.choice";
  if (title.size() > kMostEvidenceTitle || piece.url.size() > 4'000) return "part.fault.long";
  if (bytes.empty() && piece.url.empty()) return "promise.fault.evidence";
  if (bytes.size() > registry::kMostEvidenceBytes) return "promise.fault.file_large";
  if (!bytes.empty() && registry::media_type_of(bytes).empty()) return "promise.fault.file_type";
  return {};
}

/// The page of the delivery, on which the message stands: a browser does not send a file again.
http::Response evidence_refused(const Context& context, const http::Request& request,
                                std::string_view language, int status, std::string_view fault) {
  return error_page(context, request, language, status, base::Messages::in(language).get(fault));
}

http::Response evidence_sent(const Context& context, const http::Request& request, std::string_view language,
                             const http::Captures& captures) {
  if (!http::parse_multipart(request)) return error_page(context, request, language, 400);
  const auto parts = own_multipart(context, request);
  if (!parts) return error_page(context, request, language, 403);
  const auto id = base::Uuid::parse(captures["id"]);
  if (!id) return error_page(context, request, language, 404);
  const auto version = positive_number(http::content_of(*parts, "version")).value_or(0);
  const auto actor = visitor_of(context, request).actor;
  registry::Promising promising(context.reg);
  const auto back = "/account/promises/" + id->str() + "?done=evidence#evidence";
  try {
    if (const auto drop = http::content_of(*parts, "drop"); !drop.empty()) {
      const auto place = positive_number(drop);
      if (!place) return error_page(context, request, language, 400);
      promising.drop_evidence(actor, *id, version, static_cast<std::size_t>(*place - 1));
      return see(language, back);
    }
    model::Evidence piece;
    piece.kind = http::content_of(*parts, "kind");
    const auto title = base::trimmed(http::content_of(*parts, "title"));
    piece.url = base::trimmed(http::content_of(*parts, "url"));
    std::string_view bytes;
    for (const auto& part : *parts)
      if (part.name == "file" && !part.content.empty()) {
        bytes = part.content;
        piece.name = part.file_name;
      }
    if (const auto fault = fault_of_evidence(piece, bytes, title); !fault.empty())
      return evidence_refused(context, request, language, 422, fault);
    if (!base::is_utf8(title) || !base::is_utf8(piece.url))
      return error_page(context, request, language, 400);
    piece.title = base::Text(language, title);
    promising.add_evidence(actor, *id, version, std::move(piece), bytes);
  } catch (const base::BadInput&) {
    return evidence_refused(context, request, language, 422, "promise.fault.evidence");
  } catch (const base::Conflict&) {
    return evidence_refused(context, request, language, 409, "promise.fault.evidence_changed");
  }
  return see(language, back);
}

}  // namespace

View evidence_form_view(const model::Delivery& delivery, const base::Uuid& id, std::int64_t version,
                        bool open, const base::Messages& messages) {
  View view;
  view["evidence"] = evidence_view(delivery.evidence, id, messages);
  view["some_evidence"] = View(!delivery.evidence.empty());
  view["pieces"] = list_view();
  for (std::size_t i = 0; i < delivery.evidence.size(); ++i) {
    View piece;
    piece["place"] = View(std::to_string(i + 1));
    piece["label"] =
        View(messages.get("promises.drop_evidence", {{"number", static_cast<std::int64_t>(i + 1)}}));
    view["pieces"].push_back(std::move(piece));
  }
  view["kinds"] = list_view();
  for (const auto& each : model::vocabulary("evidence_kind").terms) {
    View kind;
    kind["code"] = View(each.code);
    kind["label"] = View(std::string(each.label.str(messages.language())));
    view["kinds"].push_back(std::move(kind));
  }
  view["action"] = View(href(messages.language(), "/account/promises/" + id.str() + "/evidence"));
  view["version"] = View(std::to_string(version));
  view["open"] = View(open);
  view["hint"] =
      View(messages.get("promise.hint.file",
                        {{"size", static_cast<std::int64_t>(registry::kMostEvidenceBytes / (1024 * 1024))}}));
  return view;
}

std::vector<http::Route> evidence_form_routes(const Context& context) {
  return {
      {"POST", "/{lang}/account/promises/{id}/evidence",
       "Adds a piece of evidence to a delivery, a file or a link, or takes one away.",
       in_language(context, evidence_sent)},
  };
}

}  // namespace entente::pages

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// How partnerships stand on each principle.
#include "api/answer.hpp"
#include "api/endpoints.hpp"
#include "base/messages.hpp"
#include "base/text.hpp"
#include "registry/scorecard_forms.hpp"
#include "registry/scorecards.hpp"

namespace entente::api {

namespace {

http::Response scorecard(const Context& context, const http::Request& request,
                         const http::Captures& captures) {
  const auto language = request.parameter("language");
  if (!language.empty() && !base::is_language(language))
    return error(request, 400, "language is none of this register's.", "Use ar, en, es, fr, ru or zh.");
  // For everybody: what an office alone may see is in no answer that others may keep.
  const auto id = base::Uuid::parse(captures["id"]);
  const auto card = id ? context.scorecards->of({}, *id) : std::nullopt;
  if (!card)
    return error(request, 404, "There is no partnership with this id.",
                 "Find it with /api/v1/partnerships?q=…");
  return json(request,
              registry::scorecard_json(*card, context.scorecards->policy(), context.scorecards->profile(),
                                       base::Messages::in(language.empty() ? "en" : language)));
}

}  // namespace

std::vector<http::Route> principle_routes(const Context& context) {
  return {{"GET", "/api/v1/partnerships/{id}/principles", "How a partnership stands on each principle",
           with_context(context)(scorecard)}};
}

}  // namespace entente::api

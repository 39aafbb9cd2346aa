// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Assessments by state, and requesting one.
#include <array>
#include <charconv>
#include <optional>

#include "base/text.hpp"
#include "http/form.hpp"
#include "pages/claim_views.hpp"
#include "pages/diligence_views.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/record_views.hpp"
#include "pages/visitor.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kAssessmentsAPage = 100;
constexpr std::array kAssessmentTabs{store::AssessmentState::requested, store::AssessmentState::assessing,
                                     store::AssessmentState::hearing, store::AssessmentState::decided,
                                     store::AssessmentState::stopped};
constexpr std::string_view kEndingTab = "ending";

http::Response assessments_page(const Context& context, const http::Request& request,
                                std::string_view language, const http::Captures&) {
  const auto& messages = base::Messages::in(language);
  const auto actor = visitor_of(context, request).actor;
  const auto asked = request.parameter("state");
  auto state = kAssessmentTabs.front();
  for (const auto each : kAssessmentTabs)
    if (registry::name_of(each) == asked) state = each;
  const bool ending = asked == kEndingTab;
  const std::string path = "/due-diligence/assessments";
  const auto rows =
      ending ? context.diligence->ending(actor, kAssessmentsAPage)
             : context.diligence->list(actor, state, positive_number(request.parameter("after")).value_or(0),
                                       kAssessmentsAPage);
  auto view = assessment_rows(rows, path, messages);
  view["states"] = list_view();
  const auto tab = [&](std::string_view name, std::string label, bool current) {
    View one;
    one["href"] = View(href(language, path + "?state=" + std::string(name)));
    one["label"] = View(std::move(label));
    one["current"] = View(current);
    view["states"].push_back(std::move(one));
  };
  for (const auto each : kAssessmentTabs)
    tab(registry::name_of(each), diligence_state(each, messages), !ending && each == state);
  tab(kEndingTab, messages.get("diligence.ending"), ending);
  view["next"] = View(false);
  if (!ending && rows.size() == kAssessmentsAPage)
    view["next"] = View(href(language, path + "?state=" + std::string(registry::name_of(state)) +
                                           "&after=" + std::to_string(rows.back().assessment.number)));
  view["request"] = registry::Diligence::requests_for(actor).empty()
                        ? View(false)
                        : View(href(language, "/due-diligence/request"));
  view["policy"] = View(href(language, "/due-diligence"));
  return page(context, request, private_frame(language, messages.get("diligence.queue.title"), path),
              "diligence_queue", view);
}

struct TypedRequest {
  std::string organisation, partnership, country, purpose, renews;
};

/// The id in the address of a record's page, or alone.
std::optional<base::Uuid> id_in(std::string_view typed) {
  constexpr std::size_t kIdLength = 36;
  auto text = base::trimmed(typed);
  if (const auto end = text.find_first_of("?#"); end != text.npos) text = text.substr(0, end);
  while (text.ends_with('/')) text.remove_suffix(1);
  if (text.size() < kIdLength) return std::nullopt;
  const auto before = text.substr(0, text.size() - kIdLength);
  if (!before.empty() && !before.ends_with('/')) return std::nullopt;
  return base::Uuid::parse(text.substr(text.size() - kIdLength));
}

http::Response request_page(const Context& context, const http::Request& request, std::string_view language,
                            const TypedRequest& typed, const std::optional<registry::DiligenceFault>& fault) {
  const auto& messages = base::Messages::in(language);
  const auto actor = visitor_of(context, request).actor;
  View view;
  view["places"] = list_view();
  for (const auto& place : registry::Diligence::requests_for(actor)) {
    View one;
    one["code"] = View(place);
    one["label"] =
        View(place.empty() ? messages.get("diligence.for_register") : country_name(place, language));
    one["chosen"] = View(place == typed.country);
    view["places"].push_back(std::move(one));
  }
  auto frame = private_frame(language, messages.get("diligence.request"), "/due-diligence/request");
  view["action"] = View(href(language, frame.path));
  view["key"] = View(key_of_forms(context, request));
  view["queue"] = View(href(language, "/due-diligence/assessments"));
  view["typed_organisation"] = View(typed.organisation);
  view["typed_partnership"] = View(typed.partnership);
  view["typed"] = View(typed.purpose);
  view["renews"] = View(typed.renews);
  set_diligence_fault(view, frame, fault, context.diligence->policy(), messages);
  return page(context, request, frame, "diligence_request", view);
}

http::Response request_form(const Context& context, const http::Request& request, std::string_view language,
                            const http::Captures&) {
  return request_page(context, request, language,
                      {.organisation = std::string(request.parameter("organisation")),
                       .partnership = {},
                       .country = std::string(request.parameter("country")),
                       .purpose = {},
                       .renews = std::string(request.parameter("renews"))},
                      {});
}

http::Response request_sent(const Context& context, const http::Request& request, std::string_view language,
                            const http::Captures&) {
  const auto fields = own_form(context, request, kMostDiligenceForm);
  if (!fields) return error_page(context, request, language, 403);
  const TypedRequest typed{std::string(http::value_of(*fields, "organisation")),
                           std::string(http::value_of(*fields, "partnership")),
                           std::string(http::value_of(*fields, "country")), typed_words(*fields),
                           std::string(http::value_of(*fields, "renews"))};
  const auto refused = [&](std::string_view what) {
    return request_page(context, request, language, typed,
                        registry::DiligenceFault{what == "under_way" ? "organisation" : std::string(what),
                                                 std::string(what)});
  };
  const auto organisation = id_in(typed.organisation);
  if (!organisation || !context.reg.organisation_name(*organisation)) return refused("organisation");
  std::optional<base::Uuid> partnership = base::Uuid();
  if (!base::trimmed(typed.partnership).empty()) partnership = id_in(typed.partnership);
  if (!partnership || (!partnership->is_nil() && !context.reg.partnership(*partnership)))
    return refused("partnership");
  registry::Diligence::Requested done;
  try {
    done = context.diligence->request(visitor_of(context, request).actor,
                                      {.organisation = *organisation,
                                       .partnership = *partnership,
                                       .renews = positive_number(typed.renews).value_or(0),
                                       .country = typed.country,
                                       .purpose = typed.purpose});
  } catch (const base::Conflict&) {  // what was typed is not lost
    auto response = refused("under_way");
    response.status = 409;
    return response;
  }
  if (done.fault) {
    done.fault->field = "text";
    return request_page(context, request, language, typed, done.fault);
  }
  return see(language, diligence_path(done.number));
}

}  // namespace

std::vector<http::Route> diligence_queue_routes(const Context& context) {
  return {
      {"GET", "/{lang}/due-diligence/assessments", "Assessments of organisations by state.",
       in_language(context, assessments_page)},
      {"GET", "/{lang}/due-diligence/request", "A form to request due diligence on an organisation.",
       in_language(context, request_form)},
      {"POST", "/{lang}/due-diligence/request", "Requests it.", in_language(context, request_sent)},
  };
}

}  // namespace entente::pages

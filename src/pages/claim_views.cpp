// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/claim_views.hpp"

#include "pages/format.hpp"
#include "pages/identifier_words.hpp"
#include "pages/place_views.hpp"
#include "pages/record_views.hpp"

namespace entente::pages {

namespace {

std::string key_of(store::ClaimState state) {
  switch (state) {
    case store::ClaimState::open:
      return "claim.state.open";
    case store::ClaimState::asked:
      return "claim.state.asked";
    case store::ClaimState::accepted:
      return "claim.state.accepted";
    case store::ClaimState::refused:
      return "claim.state.refused";
    case store::ClaimState::withdrawn:
      break;
  }
  return "claim.state.withdrawn";
}

}  // namespace

std::string typed_words(const http::Parameters& fields) {
  std::string text(http::value_of(fields, "text"));
  std::erase(text, '\r');
  return text;
}

ClaimFaultWords words_of(const registry::ClaimFault& fault, const base::Messages& messages) {
  using Kind = registry::ClaimFault::Kind;
  switch (fault.kind) {
    case Kind::no_text:
      return {"text", messages.get("claim.fault.no_text")};
    case Kind::long_text:
      return {"text", messages.get("claim.fault.long_text",
                                   {{"most", static_cast<std::int64_t>(registry::kMostClaimCharacters)}})};
    case Kind::website:
      return {"website", messages.get("claim.fault.website")};
    case Kind::identifier:
      return {fault.scheme,
              messages.get("claim.scheme." + fault.scheme) + ": " + words_of(fault.identifier, messages)};
    case Kind::held:
      return {"text", messages.get("claim.fault.held")};
    case Kind::waiting:
      return {"text", messages.get("claim.fault.waiting")};
    case Kind::too_many:
      break;
  }
  return {"text", messages.get("claim.fault.too_many")};
}

View claim_fault_view(const registry::ClaimFault& fault, const base::Messages& messages) {
  const auto words = words_of(fault, messages);
  View view;
  view["field"] = View(words.field);
  view["text"] = View(words.text);
  return view;
}

std::string claim_state_label(store::ClaimState state, const base::Messages& messages) {
  return messages.get(key_of(state));
}

View claim_view(const Context& context, const registry::ClaimDetail& detail, const base::Messages& messages) {
  const auto place = place_of(context, detail.grant, messages.language());
  View view;
  view["role"] = View(named_role(context, detail.grant, messages));
  view["place"] = View(href(messages.language(), place.path));
  view["state"] = View(claim_state_label(detail.claim.state, messages));
  view["person"] = View(detail.person);
  view["address"] = text_or_nothing(detail.address);
  view["identifiers"] = identifier_table(detail.identifiers, messages);
  view["some_identifiers"] = View(!detail.identifiers.empty());
  set_address(view, detail.claim.website);
  view["website"] = text_or_nothing(detail.claim.website);
  auto steps = list_view();
  for (const auto& [step, author] : detail.steps) {
    View one;
    one["what"] = View(messages.get("claim.step." + step.what));
    one["author"] = text_or_nothing(author);
    one["when"] = View(messages.moment(step.at));
    one["text"] = text_or_nothing(step.text);
    steps.push_back(std::move(one));
  }
  view["steps"] = std::move(steps);
  return view;
}

}  // namespace entente::pages

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "api/agreement_json.hpp"

#include <string_view>
#include <utility>

#include "api/told.hpp"

namespace entente::api {

namespace {

std::string_view name_of_fault(registry::SignatureFault fault) {
  using enum registry::SignatureFault;
  switch (fault) {
    case none:
      return "";
    case other_text:
      return "other_text";
    case unknown_key:
      return "unknown_key";
    case wrong_key:
      return "wrong_key";
    case ended_key:
      return "ended_key";
    case not_in_log:
      break;
  }
  return "not_in_log";
}

boost::json::object needed_json(const registry::NeededSignature& needed) {
  boost::json::object one{{"party", needed.party.organisation.str()},
                          {"name", text_json(needed.party.name)},
                          {"office", needed.party.signer},
                          {"signed", needed.counts()}};
  if (!needed.given) return one;
  one.emplace("given", held_json(needed.given->signature));
  if (!needed.counts()) one.emplace("fault", name_of_fault(needed.given->fault));
  return one;
}

boost::json::object version_json(const registry::AgreementVersion& version) {
  boost::json::array needed;
  for (const auto& each : version.needed) needed.push_back(needed_json(each));
  auto one = held_json(version.text);
  one.erase("id");
  one.emplace("needed", std::move(needed));
  if (version.signed_at) {
    one.emplace("signed_at", base::to_string(*version.signed_at));
    one.emplace("from", base::PartialDate::from_days(version.from_day).str());
  }
  return one;
}

}  // namespace

boost::json::object agreement_line_json(const registry::AgreementView& view) {
  const auto& head = view.head().text;
  return {{"id", view.id.str()},
          {"partnership", head.value.partnership.str()},
          {"title", text_json(view.shown().text.value.title)},
          {"state", registry::name_of(view.state)},
          {"version", head.version},
          {"counting", view.counting},
          {"waits", view.waits()}};
}

boost::json::object agreement_json(const registry::AgreementView& view) {
  auto body = agreement_line_json(view);
  boost::json::array versions;
  for (auto each = view.versions.rbegin(); each != view.versions.rend(); ++each)
    versions.push_back(version_json(*each));
  body.emplace("versions", std::move(versions));
  return body;
}

}  // namespace entente::api

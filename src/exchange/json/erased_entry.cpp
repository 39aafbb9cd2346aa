// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/json/erased_entry.hpp"

#include <boost/json.hpp>

#include "base/error.hpp"
#include "base/json.hpp"
#include "model/record.hpp"

namespace entente::exchange::json {

namespace {

/// True also for one that cannot be read by itself.
bool goes(const boost::json::value& contact, const HasToGo& has_to_go) {
  const boost::json::object alone{{"contacts", boost::json::array{contact}}};
  try {
    const auto body = base::canonical_json(alone);
    const auto record = model::read_body(model::Partnership::kType, body);
    return has_to_go(std::get<model::Partnership>(record).contacts.at(0));
  } catch (const base::BadInput&) {
    return true;
  }
}

}  // namespace

std::optional<std::string> without_contacts(const std::string& entry, const HasToGo& has_to_go) {
  auto value = base::parse_json(entry, "a kept entry");
  auto* partnership = value.as_object().if_contains("partnership");
  auto* contacts = partnership == nullptr ? nullptr : partnership->as_object().if_contains("contacts");
  if (contacts == nullptr) return std::nullopt;
  boost::json::array left;
  for (const auto& contact : contacts->as_array())
    if (!goes(contact, has_to_go)) left.push_back(contact);
  if (left.size() == contacts->as_array().size()) return std::nullopt;
  contacts->as_array() = std::move(left);
  return boost::json::serialize(value);
}

}  // namespace entente::exchange::json

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "api/told.hpp"

#include <string>

#include "base/error.hpp"
#include "base/json.hpp"
#include "registry/made_in.hpp"

namespace entente::api {

boost::json::object text_json(const base::Text& text) {
  boost::json::object all;
  for (const auto& n : text.narratives) all.emplace(n.language, n.value);
  return all;
}

boost::json::value record_json(const model::Record& record) {
  return base::parse_json(model::body_of(record), "record");
}

base::Uuid captured_id(const http::Captures& captures, std::string_view name) {
  const auto id = base::Uuid::parse(captures[name]);
  if (!id)
    throw base::NotFound("what this address names", "does not stand in this register", "An id is a UUID.");
  return *id;
}

base::Uuid made_by(const registry::Register& reg, const store::Committed& done, std::string_view type,
                   const base::Uuid& now) {
  if (!done.repeated) return now;
  const auto made = registry::made_in(reg, done, type);
  // Where the first had nothing to write, as what it asked for stood already, the same is found again.
  if (!made && done.event_seq == 0 && !now.is_nil()) return now;
  if (!made)
    throw base::Conflict("The Idempotency-Key", "was used for a request that made no " + std::string(type),
                         "Send a new one.");
  return *made;
}

}  // namespace entente::api

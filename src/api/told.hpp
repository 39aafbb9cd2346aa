// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json.hpp>
#include <optional>
#include <string_view>

#include "api/api.hpp"
#include "base/text.hpp"
#include "registry/views.hpp"

/// Internal to api: what the answers to those who write have alike.
namespace entente::api {

boost::json::object text_json(const base::Text&);
boost::json::value record_json(const model::Record&);

/// {"id", "version", "event_seq", "time", "hash", TYPE: what it says}: as the answers of partnerships have
/// it.
template <class T>
boost::json::object held_json(const registry::Held<T>& held) {
  return {{"id", held.id.str()},          {"version", held.version},
          {"event_seq", held.event_seq},  {"time", base::to_string(held.time)},
          {"hash", base::hex(held.hash)}, {T::kType, record_json(held.value)}};
}

/// The id in an address; throws base::NotFound where it is none: what it names cannot stand.
base::Uuid captured_id(const http::Captures&, std::string_view name = "id");

/// The record that a request made, or made when it came first, or found standing then: `now` is what it would
/// be this time, nil where nothing is. Throws base::Conflict where the name of a request that came again made
/// none of that type.
base::Uuid made_by(const registry::Register&, const store::Committed&, std::string_view type,
                   const base::Uuid& now);

}  // namespace entente::api

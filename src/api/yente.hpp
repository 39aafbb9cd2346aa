// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/api.hpp"
#include "http/message.hpp"
#include "registry/screening_lists.hpp"

/// Internal to api: what the addresses under /yente share. They answer as yente does, the service that
/// programs for screening know, field for field.
namespace entente::api {

/// Every list at once, as yente's clients ask unless told otherwise.
inline constexpr std::string_view kAllLists = "default";

/// A request that yente would refuse, told in its shape: {"detail": …}.
struct YenteFault {
  int status = 400;
  std::string detail;
};
/// A parameter or member of the wrong form: 422, {"detail": [{"type", "loc", "msg", "input"}]}.
struct YenteFormFault {
  std::string type, message, input;
  std::vector<std::string> place;  ///< "query", "limit"; "body", "queries", "q", "schema"
};

http::Response yente_json(const http::Request&, const boost::json::value&);
http::Response yente_fault(const http::Request&, const YenteFault&);
http::Response yente_fault(const http::Request&, const YenteFormFault&);

/// The id of an entry among all lists: its own in lists of Follow-the-Money entities, else with the name of
/// the list before it: "un-sc-QDi.001".
std::string yente_id(const screening::List&, const screening::Listed&);
/// An entry as an entity of Follow the Money: id, caption, schema, properties, datasets, referents, target,
/// first_seen, last_seen, last_change.
boost::json::object yente_entity(const screening::List&, const screening::Listed&);
/// The entry of that id among all lists: its list, and where it stands there.
struct YenteEntry {
  std::size_t list = 0;
  const screening::Listed* entry = nullptr;  ///< null: there is none
};
YenteEntry yente_entry(const registry::LoadedLists&, std::string_view id);
/// Whether entries of a kind are of a schema, or of one that it is made of: Person is a LegalEntity. Nothing
/// where there is no such schema among those of parties.
std::optional<bool> is_of_schema(screening::Kind, std::string_view schema);

/// Which entries are asked about.
struct YenteFilter {
  std::vector<bool> lists;  ///< of those that are loaded: whether it is asked
  std::vector<std::string> topics, countries, excluded_schemata, excluded_ids;
  std::string schema;         ///< empty: all
  std::string changed_since;  ///< a day; empty: whenever

  bool takes(const registry::LoadedLists&, std::size_t list, const screening::Listed&) const;
  /// Whether it takes all entries of the lists that are asked.
  bool takes_all() const;
};

/// A request, with the lists as they stand when it comes.
struct YenteAsked {
  const registry::LoadedLists& loaded;
  const http::Request& request;
  const http::Captures& captures;
  /// Whoever asks speaks or writes for an organisation: what the register itself wrote of anybody is not for
  /// them (has_interests()).
  bool is_party = false;
};

/// The filter that a request asks for, without its schema. Throws YenteFault (404) for a dataset that does
/// not stand, YenteFault (503) where no list does, so that nobody takes silence for an answer, and YenteFault
/// (403) where a party asks a register's own list.
YenteFilter yente_filter(const YenteAsked&, std::string_view dataset);
/// Throws YenteFault (403) where a party asks what stands on a register's own list.
void require_no_own(const YenteAsked&, std::size_t list);

/// A handler of such a request; what it throws of the two faults is answered.
using YenteWork = http::Response (*)(const YenteAsked&);
http::Handler over_lists(const Context&, YenteWork);

/// Values of a parameter that may come several times.
std::vector<std::string> parameters(const http::Request&, std::string_view name);
/// A whole number from 0 to `most`; throws YenteFormFault for another.
std::size_t yente_number(const http::Request&, std::string_view name, std::size_t most,
                         std::size_t otherwise);

}  // namespace entente::api

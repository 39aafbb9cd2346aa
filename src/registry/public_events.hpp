// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "registry/register.hpp"

/// What was published, changed and withdrawn, commit by commit: what webhooks tell, and whoever asks.
namespace entente::registry {

/// What events are about; each holds the types of record that readers would look for together.
inline constexpr std::array<std::string_view, 8> kEventTopics{"partnerships", "parties", "agreements",
                                                              "promises",     "reports", "organisations",
                                                              "governments",  "concerns"};
bool is_event_topic(std::string_view);
/// The topic of a type of record.
std::string_view topic_of(std::string_view type);

/// One record as one commit left it, where that is in public view.
struct PublicEvent {
  std::int64_t sequence = 0;  ///< of the commit
  base::Instant time;
  std::string type;
  std::string_view act;  ///< "published", "changed" or "withdrawn"
  base::Uuid id;
  std::int64_t version = 0;
  std::optional<base::Uuid> partnership, organisation;  ///< it hangs on
  std::string country;                                  ///< that published it; empty: no government did
  std::optional<base::Uuid> about;                      ///< the record that a concern is about
  std::int64_t number = 0;                              ///< of that concern
};

/// How far somebody has been told.
struct EventPosition {
  std::int64_t sequence = 0;  ///< of the last commit, all of which was told
  std::int64_t told = 0;      ///< records of the next commit that were looked at
  bool operator==(const EventPosition&) const = default;
};

struct EventPage {
  std::vector<PublicEvent> events;
  EventPosition next;
  std::int64_t last = 0;  ///< commit of the register
};

/// The public events behind a position, in the order of the commits, at most `most`; of these topics, or of
/// all where none is named; of one organisation's alone, where one is: its own records, and those of the
/// partnerships that it is a party of now. Looks at a bounded number of records: a page may be empty, and
/// more to come.
EventPage public_events(store::Reader&, EventPosition from, const std::vector<std::string>& topics,
                        std::size_t most, const base::Uuid& organisation = {});

/// Where the register is found from outside.
struct EventOrigin {
  std::string url;              ///< "https://register.example"; empty: links are paths
  std::string language = "en";  ///< of the pages
};

/// Pages in English, or in the first of the languages that are offered.
EventOrigin event_origin(std::string url, const std::vector<std::string>& offered);

/// A JSON object of one event; nothing in it says what the record says.
std::string json_of(const PublicEvent&, const EventOrigin&);

}  // namespace entente::registry
